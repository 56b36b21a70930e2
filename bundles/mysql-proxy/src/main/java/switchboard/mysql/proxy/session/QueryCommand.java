package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import switchboard.api.query.CacheKey;
import switchboard.api.query.Decision;
import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryFacts;
import switchboard.api.query.QueryOrigin;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.CommandPackets;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.gtid.Gtids;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.Destination;
import switchboard.mysql.proxy.route.KnownQueries;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.route.StatementKind;
import switchboard.mysql.proxy.route.StatementTraits;

/** COM_QUERY: what kind of statement it is, what the rules say, where it goes. */
final class QueryCommand implements QueryFacts {
    /** A statement and where it goes. The packet is the receiver's. */
    record Routed(ByteBuf packet, KnownQuery known, Decision decision, int hostgroup) {
    }

    private static final int TEXT = Packets.HEADER_BYTES + 1;

    private final ClientSession session;
    private final ProxyLoop loop;
    private final SpecialStatements special;
    private final CachedAnswers cached;
    private final Annotations annotations;
    private KnownQueries.OfOrigin origin;
    private int nextFlagIn;
    private int flagIn;
    private QueryDigest digest;
    private ByteBuf current;
    private String text;
    private Decision decision;

    QueryCommand(ClientSession session, ProxyLoop loop) {
        this.session = session;
        this.loop = loop;
        this.special = new SpecialStatements(session);
        this.cached = new CachedAnswers(session, loop);
        this.annotations = new Annotations(loop);
    }

    /** Runs a COM_QUERY. Takes the packet over. */
    void run(ByteBuf packet) {
        KnownQuery known = know(packet);
        if (known.traits().kind() == StatementKind.KILL
                && KillStatement.run(session, text(), () -> answeredHere(known))) {
            packet.release();
            return;
        }
        if (known.traits().kind() != StatementKind.OTHER && special.answer(known, packet, this::text)) {
            packet.release();
            answeredHere(known);
            return;
        }
        ByteBuf routed = answerOrRewrite(packet);
        if (routed == null) {
            return;
        }
        KnownQuery sent = routed == packet
                ? known
                : new KnownQuery(digest, known.traits(), decision, known.minGtid());
        boolean causal = session.causalReads().hostgroup(sent) >= 0 // the cache may be behind, too
                || session.context().gtids().need(sent, decision) != null;
        CacheKey key = causal ? null : cached.key(routed, sent, decision);
        if (key != null && cached.answer(key, sent, decision)) {
            routed.release();
            session.commandDone();
            return;
        }
        int hostgroup = hostgroup(decision, sent);
        if (hostgroup < 0) {
            routed.release();
            return;
        }
        session.execution().run(hostgroup, Command.COM_QUERY, routed, sent, decision,
                known.traits().kind() == StatementKind.SET
                        ? special.setScript()
                        : key == null ? null : cached.keeping(key, decision));
    }

    private void answeredHere(KnownQuery known) {
        session.answeredHere(known.traits().kind());
        session.execution().notes().answeredLocally(known);
        session.commandDone();
    }

    /** Routes a statement that is prepared. Takes the packet over; null if it is answered. */
    Routed route(ByteBuf packet, boolean execute) {
        KnownQuery known = know(packet);
        ByteBuf routed = answerOrRewrite(packet);
        if (routed == null) {
            return null;
        }
        int hostgroup = hostgroup(decision, known);
        if (hostgroup < 0) {
            routed.release();
            return null;
        }
        KnownQuery kept = routed == packet
                ? known
                : new KnownQuery(digest, known.traits(), decision, known.minGtid());
        return new Routed(routed, kept, decision, hostgroup);
    }

    /** Digest, traits and decision; measured while mysql-stats_time_query_processor says so. */
    private KnownQuery know(ByteBuf packet) {
        if (!loop.settings().statistics().queryProcessorTime()) {
            return find(packet);
        }
        long since = loop.nanos();
        KnownQuery known = find(packet);
        loop.counters().add(Counter.QUERY_PROCESSOR_NANOS, loop.nanos() - since);
        return known;
    }

    /** From memory where that is allowed. */
    private KnownQuery find(ByteBuf packet) {
        current = packet;
        text = null;
        flagIn = nextFlagIn;
        nextFlagIn = 0;
        int from = packet.readerIndex() + TEXT;
        int length = Math.min(packet.readableBytes(), Packets.HEADER_BYTES + Packets.CONTINUED) - TEXT;
        digest = loop.digest(packet, from, length);
        origin = loop.known().of(session.origin(), origin, loop.router());
        KnownQuery known = digest == null ? null : origin.find(digest.hash());
        if (known == null) {
            decision = loop.known().rules().decide(this);
            known = new KnownQuery(digest, StatementTraits.of(digest == null ? text() : digest.text()), decision);
            if (flagIn == 0) {
                loop.known().learn(origin, known);
            }
        } else if (known.decision().lasting() && flagIn == 0) {
            decision = known.decision();
        } else {
            decision = loop.known().rules().decide(this);
        }
        if (digest == null ? text().contains("/*M!") : loop.hidesCommand()) {
            known = new KnownQuery(digest, known.traits().withHiddenCommand(), decision);
        }
        String comment = loop.firstComment();
        Gtids needed = comment == null ? null : annotations.minGtid(comment);
        if (needed != null) {
            known = known.needing(needed);
        }
        loop.known().count(decision);
        if (decision.nextQueryFlagIn() != null && decision.nextQueryFlagIn() > 0) {
            nextFlagIn = decision.nextQueryFlagIn();
        }
        return known;
    }

    /** The packet to send, or null if a rule's message is the answer. Takes the packet over. */
    private ByteBuf answerOrRewrite(ByteBuf packet) {
        if (decision.okMessage() != null) {
            packet.release();
            session.replies().ok(decision.okMessage());
            session.commandDone();
            return null;
        }
        if (decision.errorMessage() != null) {
            packet.release();
            session.answerError(1148, "42000", decision.errorMessage());
            return null;
        }
        if (decision.rewritten() == null) {
            return packet;
        }
        int command = packet.getByte(packet.readerIndex() + Packets.HEADER_BYTES);
        ByteBuf rewritten = CommandPackets.of(session.channel().alloc(), command, decision.rewritten());
        packet.release();
        digest = loop.digest(rewritten, TEXT, rewritten.readableBytes() - TEXT);
        return rewritten;
    }

    /** Where it goes; -1 if the client got an error instead. */
    int hostgroup(Decision rules, KnownQuery known) {
        int wanted = wanted(rules, known);
        if (!isLockedElsewhere(wanted)) {
            return wanted;
        }
        loop.counters().add(Counter.HOSTGROUP_LOCKED_QUERIES, 1);
        session.answerError(9006, "Y0000", "ProxySQL Error: connection is locked to hostgroup "
                + session.context().lockedHostgroup() + " but trying to reach hostgroup " + wanted);
        return -1;
    }

    boolean isLockedElsewhere(int hostgroup) {
        int locked = session.context().lockedHostgroup();
        return locked >= 0 && locked != hostgroup;
    }

    /** An open transaction's hostgroup, else that of what the statement asks for, the rules', the user's. */
    int wanted(Decision rules, KnownQuery known) {
        SessionBackends backends = session.backends();
        if (!backends.isEmpty()) {
            BackendConnection transaction = session.account().transactionPersistent()
                    ? backends.inTransaction()
                    : null;
            if (transaction != null) {
                return SessionBackends.hostgroup(transaction);
            }
            if (known != null && known.traits().kind() == StatementKind.FOUND_ROWS) {
                BackendConnection found = backends.heldBy(HeldBy.FOUND_ROWS);
                if (found != null) {
                    return SessionBackends.hostgroup(found);
                }
            } else if (known != null && known.traits().warnings().asks()) {
                BackendConnection warned = backends.heldBy(HeldBy.HAS_WARNINGS);
                if (warned != null) {
                    return SessionBackends.hostgroup(warned);
                }
            } else if (known != null && known.traits().kind() == StatementKind.LAST_INSERT_ID
                    && session.context().insertIdAt() != null) {
                return SessionBackends.hostgroup(session.context().insertIdAt());
            }
        }
        int writer = session.causalReads().hostgroup(known);
        return writer >= 0 ? writer : Destination.hostgroup(rules, session.account());
    }

    /** The rules or the schema changed for this session. */
    void originChanged() {
        origin = null;
    }

    @Override
    public QueryOrigin origin() {
        return session.origin();
    }

    @Override
    public QueryDigest digest() {
        return digest;
    }

    @Override
    public String text() {
        if (text == null) {
            int from = current.readerIndex() + TEXT;
            text = current.toString(from, current.readableBytes() - TEXT, StandardCharsets.UTF_8);
        }
        return text;
    }

    @Override
    public int flagIn() {
        return flagIn;
    }

    @Override
    public boolean prepared() {
        return false;
    }
}
