package switchboard.mysql.proxy.rig;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.packet.AuthSwitchRequest;
import switchboard.mysql.proxy.rig.ServerSide.Script;

/** Ways in which a server asks for a password, whatever it is: every packet of theirs goes over the wire. */
public final class ScriptedLogin {
    private static final String SHA2 = "caching_sha2_password";
    private static final String NATIVE = "mysql_native_password";
    private static final byte[] NONCE = "another nonce, of 20".getBytes(StandardCharsets.US_ASCII);
    private static final int FAST = 3;
    private static final int FULL = 4;
    private static final KeyPair KEYS = keys();

    private ScriptedLogin() {
    }

    /** The password is the one of greeting's plugin. */
    public static void atOnce(ServerSide side, byte[] none) throws IOException {
        side.greet(NATIVE, 0);
        side.readLogin();
        side.ok(0, 0);
        side.startFrames();
    }

    /** caching_sha2_password that the server remembers. */
    public static void sha2Fast(ServerSide side, byte[] none) throws IOException {
        side.greet(SHA2, 0);
        side.readLogin();
        side.moreData(FAST);
        side.packetAfter(1, ok());
    }

    /** caching_sha2_password that the server has forgotten: it wants the password, encrypted with its key. */
    public static void sha2Full(ServerSide side, byte[] none) throws IOException {
        side.greet(SHA2, 0);
        side.readLogin();
        side.moreData(FULL);
        side.readAnswer();
        String key = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(KEYS.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        side.moreData(key.getBytes(StandardCharsets.US_ASCII));
        side.readAnswer();
        side.ok(0, 0);
    }

    /** The account has another plugin than the one that was greeted with. */
    public static void switched(ServerSide side, byte[] none) throws IOException {
        side.greet(SHA2, 0);
        side.readLogin();
        ByteBuf request = Unpooled.buffer();
        new AuthSwitchRequest(NATIVE, NONCE).encode(request, side.nextSequenceId());
        side.raw(request);
        side.readAnswer();
        side.ok(0, 0);
    }

    /** TLS, and in it a password in clear. */
    public static Script tls() {
        SSLContext context = tlsContext();
        return (side, none) -> {
            side.greet(SHA2, Capability.CLIENT_SSL);
            side.readAnswer();
            side.startTls(context);
            side.readLogin();
            side.moreData(FULL);
            side.readAnswer();
            side.ok(0, 0);
        };
    }

    /** For the proxy: any certificate is good. */
    public static SslContext anyCertificate() {
        try {
            return SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .sslProvider(SslProvider.JDK).endpointIdentificationAlgorithm(null).build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] ok() {
        return new byte[]{0, 0, 0, 2, 0, 0, 0};
    }

    private static SSLContext tlsContext() {
        try {
            X509Bundle certificate = new CertificateBuilder().subject("CN=localhost").setIsCertificateAuthority(true)
                    .rsa2048().buildSelfSigned(); // its signatures are all of one length
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
            return context;
        } catch (Exception e) { // as the builder declares
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
