package switchboard.cluster.election;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Iterator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jgroups.BytesMessage;
import org.jgroups.Message;
import org.jgroups.stack.Protocol;
import org.jgroups.util.ByteArray;
import org.jgroups.util.MessageBatch;
import org.jgroups.util.Util;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals each message with AES-256-GCM, headers and all, directly above the transport: what was not sealed with the
 * cluster's key is dropped before anything looks at it. JGroups' own encryption knows no authenticated mode.
 *
 * <pre>
 * nonce (12 bytes, random) | sealed message | tag (16 bytes)
 * </pre>
 */
final class Seal extends Protocol {
    private static final Logger LOG = LoggerFactory.getLogger(Seal.class);
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final long NANOS_BETWEEN_WARNINGS = 60_000_000_000L;

    private final SecretKey secret;
    private final SecureRandom random = new SecureRandom();
    private long warnedAt = System.nanoTime() - NANOS_BETWEEN_WARNINGS;

    Seal(SecretKey secret) {
        this.secret = secret;
    }

    @Override
    public Object down(Message message) {
        if (message.getSrc() == null) {
            message.setSrc(local_addr);
        }
        try {
            ByteArray plain = Util.messageToBuffer(message);
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, 0);
            ByteBuffer sealed = ByteBuffer.allocate(NONCE_BYTES + cipher.getOutputSize(plain.getLength())).put(nonce);
            cipher.doFinal(ByteBuffer.wrap(plain.getArray(), plain.getOffset(), plain.getLength()), sealed);
            Message out = new BytesMessage(message.getDest(), sealed.array(), 0, sealed.position())
                    .setSrc(message.getSrc()).setFlag(message.getFlags(false), false)
                    .setFlag(message.getFlags(true), true);
            return down_prot.down(out);
        } catch (Exception fault) {
            throw new IllegalStateException("a message could not be sealed", fault);
        }
    }

    @Override
    public Object up(Message message) {
        Message opened = open(message);
        return opened == null ? null : up_prot.up(opened);
    }

    @Override
    public void up(MessageBatch batch) {
        for (Iterator<Message> each = batch.iterator(); each.hasNext();) {
            up(each.next());
        }
    }

    /** The message as it was sent, or null. */
    private Message open(Message sealed) {
        try {
            if (!sealed.hasArray() || sealed.getLength() <= NONCE_BYTES) {
                throw new GeneralSecurityException("too short");
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealed.getArray(), sealed.getOffset());
            byte[] plain = cipher.doFinal(sealed.getArray(), sealed.getOffset() + NONCE_BYTES,
                    sealed.getLength() - NONCE_BYTES);
            Message opened = Util.messageFromBuffer(plain, 0, plain.length);
            opened.setFlag(sealed.getFlags(true), true);
            return opened.setDest(sealed.getDest());
        } catch (Exception notOurs) {
            refused(sealed, notOurs);
            return null;
        }
    }

    private Cipher cipher(int mode, byte[] from, int offset) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, secret,
                new GCMParameterSpec(TAG_BITS, Arrays.copyOfRange(from, offset, offset + NONCE_BYTES)));
        return cipher;
    }

    private synchronized void refused(Message message, Exception why) {
        if (System.nanoTime() - warnedAt >= NANOS_BETWEEN_WARNINGS) {
            warnedAt = System.nanoTime();
            LOG.warn("Cluster: a message of {} is not sealed with this cluster's key ({}) and is dropped. "
                    + "admin-cluster_username, admin-cluster_password and switchboard-cluster_name must be alike on all "
                    + "candidates", message.getSrc(), why.toString());
        }
    }
}
