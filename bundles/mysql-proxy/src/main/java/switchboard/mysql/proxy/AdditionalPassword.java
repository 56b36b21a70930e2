package switchboard.mysql.proxy;

import java.util.Optional;
import switchboard.mysql.protocol.auth.StoredPassword;

/**
 * The second password of an account, so that one can be changed while clients still use the other: {@code mysql_users.attributes}
 * holds it as {@code {"additional_password": "..."}}, in any form that the column password takes. It works until it is removed,
 * for clients only: towards servers the column password counts. ProxySQL has no such thing and ignores the key.
 */
final class AdditionalPassword {
    static final String KEY = "additional_password";

    private AdditionalPassword() {
    }

    /** Empty if there is none, or the attributes are no JSON object. */
    static Optional<StoredPassword> of(String attributes) {
        return AccountAttributes.text(attributes, KEY).map(StoredPassword::parse);
    }
}
