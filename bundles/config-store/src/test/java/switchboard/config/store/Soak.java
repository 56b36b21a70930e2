package switchboard.config.store;

import java.util.ArrayList;
import java.util.List;
import java.nio.file.Path;

/** How long tests of endurance last: briefly in every build, as promised with {@code mvn -Psoak}. */
final class Soak {
    private static final boolean LONG = Boolean.getBoolean("soak");

    private Soak() {
    }

    static int times(int brief, int promised) {
        return LONG ? promised : brief;
    }

    /** Another JVM that runs a class of these tests. */
    static ProcessBuilder jvm(Class<?> main, List<String> options, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command);
    }
}
