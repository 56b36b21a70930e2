package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import switchboard.api.query.CacheKey;
import switchboard.api.query.Decision;
import switchboard.api.query.ResultCache;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.KnownQuery;

/**
 * Statements whose rule has a cache_ttl, in a session that nothing binds to a server: what it would see could be its own
 * (ProxySQL asks the cache amid transactions, too).
 */
final class CachedAnswers {
    private static final int TEXT = Packets.HEADER_BYTES + 1;

    private final ClientSession session;
    private final ProxyLoop loop;

    CachedAnswers(ClientSession session, ProxyLoop loop) {
        this.session = session;
        this.loop = loop;
    }

    /** The place of a statement's answer in the cache, or null if it may not be there. Borrows the packet. */
    CacheKey key(ByteBuf packet, KnownQuery known, Decision rules) {
        if (rules.cacheTtlMs() == null || rules.cacheTtlMs() <= 0 || !known.traits().cacheable()
                || packet.readableBytes() >= Packets.HEADER_BYTES + Packets.CONTINUED
                || session.backends().isAnyBound()
                || !Repetition.isHarmless(known, Command.COM_QUERY, packet, packet.readerIndex(),
                        session.context().capabilities())) { // a digest may be cut before a second statement
            return null;
        }
        byte[] statement = new byte[packet.readableBytes() - TEXT];
        packet.getBytes(packet.readerIndex() + TEXT, statement);
        SessionContext context = session.context();
        return new CacheKey(context.account().username(), context.schema(), context.variables().text(),
                context.capabilities() & SessionLogin.SHAPES_ANSWERS, statement);
    }

    /** True if the client has its answer from the cache. */
    boolean answer(CacheKey key, KnownQuery known, Decision rules) {
        byte[] found = loop.modules().cache().get().find(key, rules.cacheTtlMs());
        if (found == null) {
            return false;
        }
        session.sent(found.length);
        session.channel().writeAndFlush(Unpooled.wrappedBuffer(found), session.channel().voidPromise());
        session.execution().notes().answeredFromCache(known);
        return true;
    }

    /** What keeps the answer while it passes on its way to the client. */
    CommandScript keeping(CacheKey key, Decision rules) {
        ResultCache cache = loop.modules().cache().get();
        return cache.maxBytes() == 0 ? null : new CacheScript(session, cache, key, rules);
    }
}
