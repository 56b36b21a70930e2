package switchboard.mysql.proxy.session;

import java.util.Map;
import java.util.TreeMap;
import switchboard.api.query.Decision;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.gtid.GtidNeed;
import switchboard.mysql.proxy.gtid.Gtids;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.variables.SessionVariables;
import switchboard.mysql.proxy.variables.TrackedVariables;

/**
 * The last transaction of a session in each hostgroup, as servers report it, and what its statements need of a server
 * therefore (ProxySQL 2.7 manual, gtid_from_hostgroup and min_gtid). One object for a session.
 */
final class SessionGtids {
    private static final String OWN = TrackedVariables.TRACK_GTIDS + "='OWN_GTID'"; // as SET statements are kept

    private final ProxyLoop loop;
    private final Map<Integer, GtidNeed> byHostgroup = new TreeMap<>(); // a few: those that the session writes to
    private int lastHostgroup = -1;

    SessionGtids(ProxyLoop loop) {
        this.loop = loop;
    }

    /** What a session begins with: servers report transactions if the settings say so. */
    SessionVariables asked(SessionVariables atLogin) {
        return loop.settings().session().asksForGtids() ? atLogin.with(TrackedVariables.TRACK_GTIDS, OWN) : atLogin;
    }

    /** A server has reported what a statement committed. */
    void note(BackendConnection by, String reported) {
        if (loop.settings().session().remembersGtids()) {
            lastHostgroup = SessionBackends.hostgroup(by);
            byHostgroup.put(lastHostgroup, new GtidNeed(Gtids.reported(reported), by.server().gate().key()));
            loop.counters().add(Counter.GTID_SESSION_COLLECTED, 1);
        }
    }

    /** What a statement's server must have executed, or null: its own comment goes before the rules. */
    GtidNeed need(KnownQuery known, Decision decision) {
        if (known != null && known.minGtid() != null) {
            return new GtidNeed(known.minGtid(), null);
        }
        return decision.gtidFromHostgroup() == null ? null : byHostgroup.get(decision.gtidFromHostgroup());
    }

    /** The session begins anew. */
    void forget() {
        byHostgroup.clear();
        lastHostgroup = -1;
    }

    /** Where the last transaction was, -1 before there was one. */
    int lastHostgroup() {
        return lastHostgroup;
    }

    /** The last transaction in a hostgroup, empty if there is none. */
    String last(int hostgroup) {
        GtidNeed last = byHostgroup.get(hostgroup);
        return last == null ? "" : last.gtids().text();
    }
}
