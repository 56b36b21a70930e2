package switchboard.mysql.protocol.track;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;

/**
 * What a server reports of its session's changes, in the OKs of one answer (MySQL protocol reference, "Session State
 * Information"). What is asked for with {@code session_track_system_variables} is in it.
 *
 * @param variables names in lower case to new values, in the order of the changes
 * @param schema the new one, or null if it is still the same
 * @param other whether the session's state has changed at all: user variables, temporary tables and statements prepared in
 *            SQL are reported so, without a name; a change of a variable or of the schema is one, too
 * @param gtids transactions that the statements committed (session_track_gtids), as the last OK names them; null if none
 *            is reported
 * @param complete false if there was more than {@value StateBytes#MAX} bytes, or what can't be read
 */
public record SessionChanges(Map<String, String> variables, String schema, boolean other, String gtids,
        boolean complete) {
    /** MariaDB's position in its binary log: nobody sets it. */
    static final String POSITION = "last_gtid";
    private static final int SYSTEM_VARIABLES = 0;
    private static final int SCHEMA = 1;
    private static final int ANY = 2;
    private static final int GTIDS = 3;
    private static final int GTIDS_AS_TEXT = 0;

    /** Reads the part of an OK behind its warnings: a text for people, then the changes. */
    static SessionChanges read(ByteBuf in, SessionChanges before) {
        Map<String, String> variables = before == null ? new LinkedHashMap<>() : new LinkedHashMap<>(before.variables);
        String schema = before == null ? null : before.schema;
        boolean other = before != null && before.other;
        String gtids = before == null ? null : before.gtids;
        try {
            skip(in, Lenenc.readLength(in));
            ByteBuf changes = slice(in, Lenenc.readLength(in));
            while (changes.isReadable()) {
                int type = changes.readUnsignedByte();
                ByteBuf change = slice(changes, Lenenc.readLength(changes));
                while (type == SYSTEM_VARIABLES && change.isReadable()) {
                    String name = Lenenc.readString(change, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
                    String value = Lenenc.readString(change, StandardCharsets.UTF_8);
                    if (!name.equals(POSITION)) {
                        variables.put(name, value);
                    }
                }
                other |= type == ANY;
                if (type == SCHEMA) {
                    schema = Lenenc.readString(change, StandardCharsets.UTF_8);
                } else if (type == GTIDS && change.readUnsignedByte() == GTIDS_AS_TEXT) {
                    gtids = Lenenc.readString(change, StandardCharsets.US_ASCII);
                }
            }
            return new SessionChanges(variables, schema, other, gtids, before == null || before.complete);
        } catch (MalformedPacketException | IndexOutOfBoundsException cut) {
            return new SessionChanges(variables, schema, other, gtids, false);
        }
    }

    private static void skip(ByteBuf in, int length) {
        slice(in, length);
    }

    private static ByteBuf slice(ByteBuf in, int length) {
        Lenenc.need(in, length);
        return in.readSlice(length);
    }
}
