package switchboard.modules;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A bundle made of one class of {@code switchboard.modules.sample}. The same calls give the same bytes. */
record SampleJar(String symbolicName, String version, String component, Class<?> content, Class<?> contract,
        String header, String value) {
    private static final String IMPORTS = "org.osgi.framework,switchboard.api.config,switchboard.api.table";

    static SampleJar of(String symbolicName, String version, Class<?> content, Class<?> contract) {
        return new SampleJar(symbolicName, version, "", content, contract, "Import-Package", IMPORTS);
    }

    /** With a reference that is looked for as {@code type}. */
    SampleJar needing(String type) {
        return new SampleJar(symbolicName, version, "<reference name=\"needed\" interface=\"" + type + "\"/>", content,
                contract, header, value);
    }

    SampleJar importing(String more) {
        return new SampleJar(symbolicName, version, component, content, contract, header, IMPORTS + "," + more);
    }

    /** With one header more; its imports stay. */
    SampleJar with(String more, String itsValue) {
        return new SampleJar(symbolicName, version, component, content, contract, more, itsValue);
    }

    byte[] bytes() throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", symbolicName);
        headers.putValue("Bundle-Version", version);
        headers.putValue("Import-Package", IMPORTS);
        headers.putValue(header, value);
        if (contract == null) {
            headers.putValue("Bundle-Activator", content.getName());
        } else {
            headers.putValue("Service-Component", "OSGI-INF/sample.xml");
        }
        var bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            String file = content.getName().replace('.', '/') + ".class";
            try (InputStream in = SampleJar.class.getClassLoader().getResourceAsStream(file)) {
                add(jar, file, in.readAllBytes());
            }
            if (contract != null) {
                add(jar, "OSGI-INF/sample.xml", description().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    Path write(Path path) throws IOException {
        return Files.write(path, bytes());
    }

    private String description() {
        return "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"sample\" immediate=\"true\">"
                + "<implementation class=\"" + content.getName() + "\"/><service><provide interface=\""
                + contract.getName() + "\"/></service>" + component + "</scr:component>";
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }
}
