package switchboard.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void shortAndLongNamesAndBothFormsOfAValueMeanTheSame() throws StartException {
        Options expected = new Options(Path.of("a.cnf"), Path.of("/d"), null, "/s", false, false, false, false, false,
                false);
        assertEquals(expected, Options.parse("-c", "a.cnf", "-D", "/d", "-S", "/s"));
        assertEquals(expected, Options.parse("--config=a.cnf", "--datadir", "/d", "--admin-socket=/s"));
        assertEquals(expected, Options.parse("-ca.cnf", "-D/d", "-f", "--daemon", "-S/s"));
    }

    @Test
    void withoutArgumentsNothingIsSet() throws StartException {
        Options none = Options.parse();
        assertEquals(new Options(null, null, null, null, false, false, false, false, false, false), none);
        assertNull(none.config());
    }

    @Test
    void flagsAreRead() throws StartException {
        assertTrue(Options.parse("--initial").initial());
        assertTrue(Options.parse("--reload").reload());
        assertTrue(Options.parse("--demo").demo());
        assertTrue(Options.parse("--console").console());
        assertTrue(Options.parse("-V").version());
        assertTrue(Options.parse("-h").help());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --no-such-option    | --no-such-option
            --init              | --init
            -x                  | -x
            -c                  | c
            --config a --config b | --config is given more than once
            stray               | unexpected argument: stray
            --initial --reload  | exclude each other
            """)
    void whatIsWrongIsSaidInOneLine(String line, String part) {
        StartException refused = assertThrows(StartException.class, () -> Options.parse(line.split(" ")));
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void helpNamesTheOptionsInTheirOrder() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Options.printHelp(new PrintStream(out, true, StandardCharsets.UTF_8));
        String help = out.toString(StandardCharsets.UTF_8);
        assertTrue(help.matches("(?s)usage: switchboard \\[options].*-c,--config <FILE> .*-D,--datadir <DIR> .*"
                + "--initial .*--daemon .*-S,--admin-socket <IFACES> .*--demo .*-V,--version .*-h,--help .*"
                + "/etc/switchboard.cnf.*"), help);
    }
}
