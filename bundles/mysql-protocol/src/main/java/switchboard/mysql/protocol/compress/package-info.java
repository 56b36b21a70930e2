/**
 * The compressed protocol: frames around the stream of packets, by zlib or zstd (MySQL protocol reference, "Compression").
 *
 * <p>A session without compression has nothing of this in its pipeline. Memory for a connection is bounded: a frame is
 * expanded in chunks, and only while the connection is read. Codecs live for one burst of data, so that an idle connection
 * holds none.
 */
@Export
@Version("1.0.0")
package switchboard.mysql.protocol.compress;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
