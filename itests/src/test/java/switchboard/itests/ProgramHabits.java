package switchboard.itests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs {@code matrix/habits.*}, which do with their drivers what applications do. */
enum ProgramHabits {
    PYMYSQL("/usr/bin/python3", "habits.py", "pymysql"), MYSQLCLIENT("/usr/bin/python3", "habits.py",
            "mysqlclient"), MYSQLND("php", "habits.php"), MYSQL2("node", "habits.js"), GO("go",
                    "habits.go"), MYCLI("/usr/bin/python3", "habits-mycli.py");

    private final List<String> command;

    /** @param command the interpreter, the program and what comes before the arguments of all */
    ProgramHabits(String... command) {
        this.command = List.of(command);
    }

    /** Why it can't run here, if it can't. */
    Optional<String> missing() {
        if (this == MYCLI) {
            return Shell.has("/usr/bin/mycli") ? Optional.empty() : Optional.of("apt-get install mycli");
        }
        return MatrixClient.valueOf(name()).missing();
    }

    List<String> transcript(Endpoint to) {
        List<String> all = new ArrayList<>(command);
        Path program = MatrixScript.resources().resolve(command.get(1));
        if (this == GO) {
            all.subList(0, 2).clear();
            all.add(ProgramProbe.compiled(program).toString());
        } else {
            all.set(1, program.toString());
        }
        all.addAll(List.of("127.0.0.1", String.valueOf(to.port()), to.user(), to.password(), to.schema()));
        Shell.Result result = Shell
                .run(Map.of("NODE_PATH", MatrixClient.built().resolve("node_modules").toString()), "", all);
        List<String> lines = result.orFail().out().lines().map(Transcript::withoutRun).toList();
        if (!lines.getLast().equals("end")) {
            throw new AssertionError("ended early: " + lines.getLast() + "\n" + result.err());
        }
        return lines;
    }
}
