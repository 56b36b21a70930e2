package switchboard.mysql.proxy;

import switchboard.api.admin.AdminAction;

/** {@code PROXYSQL FLUSH MYSQL CLIENT HOSTS}: forgets failed logins, whoever was refused may come again. */
record FlushClientHosts(ClientHosts hosts) implements AdminAction {
    @Override
    public String command() {
        return "PROXYSQL FLUSH MYSQL CLIENT HOSTS";
    }

    @Override
    public Outcome run() {
        hosts.flush();
        return new Outcome(0, "");
    }
}
