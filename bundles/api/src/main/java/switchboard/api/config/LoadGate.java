package switchboard.api.config;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import switchboard.api.table.Rows;

/**
 * Asked before each LOAD TO RUNTIME, when its rows have been checked and before they are in force (whiteboard service):
 * the cluster, which takes a LOAD on one node only. Of several services that of the newest bundle is asked. First loads
 * and rows that monitors change are not LOADs.
 */
@ConsumerType
public interface LoadGate {
    /**
     * Lets it through by returning. On the thread of the LOAD, which may wait, with the module locked.
     *
     * @param rows by table of the module, without those that are not taken
     * @throws ConfigRefusedException nothing is loaded
     */
    void admit(String module, Map<String, Rows> rows, Origin origin) throws ConfigRefusedException;
}
