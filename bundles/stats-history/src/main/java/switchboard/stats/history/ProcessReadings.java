package switchboard.stats.history;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process uses of the machine: CPU time as times(2) counts it, memory under the names that jemalloc gives
 * ProxySQL's.
 */
final class ProcessReadings {
    private static final long TICKS_PER_SECOND = 100; // USER_HZ on every Linux of today
    private static final int USER_TICKS = 11; // of /proc/PID/stat behind the name, proc(5): utime is field 14
    private static final int SYSTEM_TICKS = 12;
    private static final Pattern SIZE = Pattern.compile("(?m)^(VmSize|VmRSS):\\s+(\\d+) kB"); // of /proc/PID/status
    private static final long KILO = 1024;
    private static final Logger LOG = LoggerFactory.getLogger(ProcessReadings.class);

    private final Path proc;

    /** @param proc {@code /proc/self}; where there is none the JVM's own numbers are taken */
    ProcessReadings(Path proc) {
        this.proc = proc;
    }

    /** Ticks since the start: in the program, in the kernel. */
    long[] cpu() {
        try {
            String stat = Files.readString(proc.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // the name may hold blanks
            return new long[]{Long.parseLong(fields[USER_TICKS]), Long.parseLong(fields[SYSTEM_TICKS])};
        } catch (IOException notLinux) {
            LOG.debug("Processor time of the process not split", notLinux);
            Duration used = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            return new long[]{used.toMillis() * TICKS_PER_SECOND / Duration.ofSeconds(1).toMillis(), 0};
        }
    }

    /**
     * Bytes: allocated (used by objects, classes, code and direct buffers), resident, active (committed by the JVM),
     * mapped (address space), metadata (about classes), retained (committed and not used).
     */
    long[] memory() {
        long used = 0;
        long committed = 0;
        long metadata = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getUsage();
            if (usage != null) { // null: the pool has gone
                used += usage.getUsed();
                committed += usage.getCommitted();
                metadata += pool.getName().equals("Metaspace") ? usage.getUsed() : 0;
            }
        }
        long buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
        long allocated = used + buffers;
        long active = committed + buffers;
        long[] pages = pages(active);
        return new long[]{allocated, pages[1], active, pages[0], metadata, active - allocated};
    }

    /** Mapped and resident bytes. */
    private long[] pages(long otherwise) {
        long[] found = {otherwise, otherwise};
        try {
            Matcher line = SIZE.matcher(Files.readString(proc.resolve("status")));
            while (line.find()) {
                found[line.group(1).equals("VmSize") ? 0 : 1] = Long.parseLong(line.group(2)) * KILO;
            }
        } catch (IOException notLinux) {
            LOG.debug("Memory of the process not known beyond the JVM's", notLinux);
        }
        return found;
    }
}
