package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import switchboard.api.query.CacheKey;
import switchboard.api.query.Decision;
import switchboard.api.query.ResultCache;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;

/** Copies the answer of a COM_QUERY while it is passed on, and gives the whole to the cache. */
final class CacheScript implements CommandScript {
    private final ClientSession session;
    private final ResultCache cache;
    private final CacheKey key;
    private final Decision rules;
    private final int maxBytes;
    private ByteArrayOutputStream copy = new ByteArrayOutputStream();

    CacheScript(ClientSession session, ResultCache cache, CacheKey key, Decision rules) {
        this.session = session;
        this.cache = cache;
        this.key = key;
        this.rules = rules;
        this.maxBytes = cache.maxBytes();
    }

    @Override
    public void ready(BackendConnection connection) {
        copy = new ByteArrayOutputStream();
        connection.send(session.execution(), Command.COM_QUERY, session.execution().command().packet().retain());
    }

    @Override
    public ByteBuf outgoing(ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (copy != null && copy.size() + length > maxBytes) {
            copy = null; // too long to be kept
        } else if (copy != null) {
            try {
                bytes.getBytes(bytes.readerIndex(), copy, length);
            } catch (IOException impossible) { // it goes to memory
                throw new UncheckedIOException(impossible);
            }
        }
        return bytes;
    }

    @Override
    public void complete(BackendConnection connection) {
        if (copy != null && isToBeKept(connection.answer()) && !connection.inTransaction()) {
            byte[] kept = copy.toByteArray();
            cache.store(key, connection.answer().warnings() == 0 ? kept : CachedWarnings.cleared(kept),
                    rules.cacheTtlMs());
        }
        copy = null;
    }

    private boolean withWarnings() {
        return session.loop().settings().session().cachesWithWarnings();
    }

    /** One whole result set, without warnings: who is served from the cache could not ask for them. */
    private boolean isToBeKept(Answer answer) {
        boolean empty = answer.rows() == 0;
        boolean emptyAllowed = rules.cacheEmptyResult() != null ? rules.cacheEmptyResult() == 1 : cache.storesEmpty();
        return answer.errorCode() == 0 && answer.columnCount() > 0 && (answer.warnings() == 0 || withWarnings())
                && !answer.sessionStateChanged() && (!empty || emptyAllowed);
    }

    @Override
    public void dropped() {
        copy = null;
    }
}
