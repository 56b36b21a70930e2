package switchboard.mysql.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollationsTest {
    @ParameterizedTest
    @CsvSource({"8,latin1_swedish_ci,latin1,windows-1252", "33,utf8_general_ci,utf8,UTF-8",
            "45,utf8mb4_general_ci,utf8mb4,UTF-8", "63,binary,binary,ISO-8859-1",
            "255,utf8mb4_0900_ai_ci,utf8mb4,UTF-8", "46,utf8mb4_bin,utf8mb4,UTF-8", "28,gbk_chinese_ci,gbk,GBK",
            "2304,utf8mb4_uca1400_ai_ci,utf8mb4,UTF-8", "248,gb18030_chinese_ci,gb18030,GB18030"})
    void knowsIdNameAndCharset(int id, String name, String charset, String java) {
        Collation collation = Collations.byId(id).orElseThrow();
        assertEquals(name, collation.name());
        assertEquals(charset, collation.charset());
        assertEquals(id, Collations.byName(name).orElseThrow().id());
        assertEquals(Charset.forName(java), Collations.javaCharset(id));
    }

    @ParameterizedTest
    @CsvSource({"utf8mb4,45", "UTF8,33", "utf8mb3,33", "latin1,8", "binary,63", "gb18030,248"})
    void knowsTheDefaultOfACharset(String charset, int id) {
        assertEquals(id, Collations.defaultOf(charset).orElseThrow().id());
    }

    @Test
    void findsTheNewNameOfUtf8Too() {
        assertEquals(33, Collations.byName("utf8mb3_general_ci").orElseThrow().id());
        assertEquals(2048, Collations.byName("utf8mb3_uca1400_ai_ci").orElseThrow().id());
    }

    @Test
    void unknownIdsAndNamesAreNotThere() {
        assertFalse(Collations.byId(0).isPresent());
        assertFalse(Collations.byId(-1).isPresent());
        assertFalse(Collations.byName("klingon_general_ci").isPresent());
        assertFalse(Collations.defaultOf("klingon").isPresent());
        assertEquals(Charset.forName("UTF-8"), Collations.javaCharset(9999));
    }

    @Test
    void everyCharsetHasOneDefaultAndEveryIdIsThereOnce() {
        Set<Integer> ids = new HashSet<>();
        Set<String> defaults = new HashSet<>();
        for (Collation collation : Collations.all()) {
            assertTrue(ids.add(collation.id()), "id " + collation.id());
            assertTrue(!collation.charsetDefault() || defaults.add(collation.charset()), collation.charset());
        }
        Collations.all().forEach(one -> assertTrue(defaults.contains(one.charset()), one.charset()));
    }
}
