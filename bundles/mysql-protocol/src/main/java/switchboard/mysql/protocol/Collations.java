package switchboard.mysql.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Collations and character sets of MySQL 5.5 to 9.7 and MariaDB to 10.11. Names are found in any case, and with
 * {@code utf8mb3} for {@code utf8}. Where MySQL and MariaDB give one name to two ids, MySQL's is found.
 */
public final class Collations {
    /** utf8_general_ci: the default of ProxySQL. */
    public static final int UTF8_GENERAL_CI = 33;
    /** utf8mb4_general_ci. */
    public static final int UTF8MB4_GENERAL_CI = 45;
    /** binary: the collation of numbers and blobs. */
    public static final int BINARY = 63;

    /** Where Java's name is not the one that {@code Charset.forName} finds for MySQL's. */
    private static final Map<String, String> JAVA_NAMES = Map.ofEntries(Map.entry("utf8", "UTF-8"),
            Map.entry("utf8mb4", "UTF-8"), Map.entry("binary", "ISO-8859-1"), Map.entry("ascii", "US-ASCII"),
            Map.entry("latin1", "windows-1252"), Map.entry("latin2", "ISO-8859-2"), Map.entry("latin5", "ISO-8859-9"),
            Map.entry("latin7", "ISO-8859-13"), Map.entry("hebrew", "ISO-8859-8"), Map.entry("greek", "ISO-8859-7"),
            Map.entry("ucs2", "UTF-16BE"), Map.entry("utf16", "UTF-16BE"), Map.entry("utf16le", "UTF-16LE"),
            Map.entry("utf32", "UTF-32BE"), Map.entry("cp1250", "windows-1250"), Map.entry("cp1251", "windows-1251"),
            Map.entry("cp1256", "windows-1256"), Map.entry("cp1257", "windows-1257"), Map.entry("cp850", "IBM850"),
            Map.entry("cp852", "IBM852"), Map.entry("cp866", "IBM866"), Map.entry("cp932", "windows-31j"),
            Map.entry("sjis", "Shift_JIS"), Map.entry("ujis", "EUC-JP"), Map.entry("eucjpms", "EUC-JP"),
            Map.entry("euckr", "EUC-KR"), Map.entry("koi8r", "KOI8-R"), Map.entry("koi8u", "KOI8-U"),
            Map.entry("tis620", "TIS-620"), Map.entry("macroman", "x-MacRoman"),
            Map.entry("macce", "x-MacCentralEurope"), Map.entry("gb2312", "GB2312"), Map.entry("gbk", "GBK"),
            Map.entry("gb18030", "GB18030"), Map.entry("big5", "Big5"));

    private static final List<Collation> ALL = read();
    private static final Map<Integer, Collation> BY_ID = new HashMap<>();
    private static final Map<String, Collation> BY_NAME = new HashMap<>();
    private static final Map<String, Collation> DEFAULTS = new HashMap<>();

    static {
        for (Collation collation : ALL) {
            BY_ID.put(collation.id(), collation);
            BY_NAME.putIfAbsent(collation.name(), collation);
            if (collation.charsetDefault()) {
                DEFAULTS.put(collation.charset(), collation);
            }
        }
    }

    private Collations() {
    }

    /** All, by id. */
    public static List<Collation> all() {
        return ALL;
    }

    public static Optional<Collation> byId(int id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    public static Optional<Collation> byName(String name) {
        return Optional.ofNullable(BY_NAME.get(oldName(name)));
    }

    /** The default collation of a character set, as {@code SET NAMES} takes it. */
    public static Optional<Collation> defaultOf(String charset) {
        return Optional.ofNullable(DEFAULTS.get(oldName(charset)));
    }

    /** Java's character set for texts in this collation; UTF-8 where Java has none or the id is unknown. */
    public static Charset javaCharset(int collationId) {
        Collation collation = BY_ID.get(collationId);
        if (collation == null || collation.charset().startsWith("utf8")) {
            return StandardCharsets.UTF_8;
        }
        String name = JAVA_NAMES.get(collation.charset());
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    private static String oldName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("utf8mb3")) {
            return lower;
        }
        String old = "utf8" + lower.substring("utf8mb3".length());
        return lower.contains("_uca1400_") ? lower : old; // MariaDB gave those only the new name
    }

    private static List<Collation> read() {
        List<Collation> found = new ArrayList<>();
        try (var in = Collations.class.getResourceAsStream("collations.tsv");
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] field = line.split("\t");
                    found.add(new Collation(Integer.parseInt(field[0]), field[1], field[2], field.length > 3));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("collations.tsv of this bundle", e);
        }
        return List.copyOf(found);
    }
}
