package switchboard.mysql.proxy.rig;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryDigester;

/** Digests good enough to tell statements apart: strings and numbers become question marks. */
public final class TestDigester implements QueryDigester {
    private static final int MAX_LENGTH = 2048;
    private static final Pattern COMMENT = Pattern.compile("/\\*([^*]*)\\*/");

    @Override
    public Lane newLane() {
        return new Lane() {
            private boolean hidesCommand;
            private String comment;

            @Override
            public QueryDigest digest(ByteBuf query, int index, int length) {
                String text = query.toString(index, Math.min(length, MAX_LENGTH), StandardCharsets.UTF_8);
                Matcher found = COMMENT.matcher(text);
                comment = found.find() ? found.group(1) : null;
                hidesCommand = text.contains("/*M!");
                text = text.replaceAll("/\\*M!.*?\\*/", "").strip().replaceAll("'[^']*'", "?")
                        .replaceAll("\\b\\d+\\b", "?").replaceAll("[ ;]+$", "");
                return new QueryDigest(text.hashCode(), text);
            }

            @Override
            public String firstComment() {
                return comment;
            }

            @Override
            public boolean hidesCommand() {
                return hidesCommand;
            }
        };
    }
}
