package switchboard.cluster.election;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.UUID;
import switchboard.api.election.ElectionChange;

/** One entry of the log. */
sealed interface LogEntry {
    /** From here on a candidate is primary. */
    record Primary(String name) implements LogEntry {
    }

    /**
     * A change of the configuration.
     *
     * @param request by which its author knows it again
     * @param designation in force when it was made
     */
    record Change(UUID request, String author, long designation, ElectionChange content) implements LogEntry {
    }

    /** The first byte of an entry: a format of later days is told by another one. */
    byte PRIMARY = 1;
    byte CHANGE = 2;

    default byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (this) {
                case Primary primary -> {
                    out.writeByte(PRIMARY);
                    out.writeUTF(primary.name);
                }
                case Change change -> {
                    out.writeByte(CHANGE);
                    out.writeLong(change.request.getMostSignificantBits());
                    out.writeLong(change.request.getLeastSignificantBits());
                    out.writeUTF(change.author);
                    out.writeLong(change.designation);
                    out.writeUTF(change.content.name());
                    out.writeInt(change.content.content().length);
                    out.write(change.content.content());
                }
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException it is none of ours */
    static LogEntry decoded(byte[] bytes, int offset, int length) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, offset, length));
        int kind = in.readByte();
        if (kind == PRIMARY) {
            return new Primary(in.readUTF());
        }
        if (kind != CHANGE) {
            throw new IOException("an entry of kind " + kind + ": this version does not know it");
        }
        UUID request = new UUID(in.readLong(), in.readLong());
        String author = in.readUTF();
        long designation = in.readLong();
        String name = in.readUTF();
        int size = in.readInt();
        if (size < 0 || size != in.available()) {
            throw new IOException("a change of " + size + " bytes in an entry with " + in.available());
        }
        return new Change(request, author, designation, new ElectionChange(name, in.readAllBytes()));
    }
}
