package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.proxy.backend.BackendConnection;

/** The client's files that the server of a command asks for: LOAD DATA LOCAL. One object for a session. */
final class FileRequests {
    private final ClientSession session;
    private int seen;
    private boolean sending; // from the first file on

    FileRequests(ClientSession session) {
        this.session = session;
    }

    /** The server wants a file of the client: one for each LOAD DATA LOCAL, the next after the last one's end. */
    void follow(BackendConnection by) {
        int more = by.answer().localInfileRequests() - seen;
        if (more > 0) {
            session.channel().flush();
            seen += more;
            sending = true;
            session.input().startFile();
        }
        if (more > 1) {
            session.close("the server asks for two files at once");
        }
    }

    /** Whether what the client sends goes to the server. */
    boolean isSending() {
        return sending;
    }

    /** The server has answered: what the client still sends of a file is thrown away. */
    void answered() {
        sending = false;
    }

    /** The command ends. */
    void end() {
        sending = false;
        seen = 0;
    }

    /** More of a file. Takes the buffer over. */
    void send(BackendConnection to, ByteBuf bytes) {
        if (to == null || !sending) {
            bytes.release(); // the server has answered before the file's end
        } else {
            to.sendMore(bytes);
        }
    }
}
