package switchboard.admin.command;

import switchboard.api.checksum.Checksums;

/** {@code SELECT GLOBAL_CHECKSUM()}, by which nodes of a cluster see that something has changed. */
final class GlobalChecksumCommand implements AdminCommand {
    private final Services services;

    GlobalChecksumCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        if (!text.equalsIgnoreCase("SELECT GLOBAL_CHECKSUM()")) {
            return null;
        }
        Checksums checksums = services.checksums().get();
        return checksums == null
                ? Reply.Err.of(Stopped.message("checksum"))
                : Reply.Table.one("CHECKSUM", Long.toString(checksums.globalChecksum()));
    }
}
