package switchboard.mysql.protocol;

import java.util.Objects;

/**
 * A collation as ProxySQL and MySQL up to 8.0.29 name it ({@code utf8_general_ci}, not {@code utf8mb3_general_ci}).
 *
 * @param id 1 to 4095, also in the column definitions
 * @param charset MySQL's name of the character set
 * @param charsetDefault whether it is its character set's default collation
 */
public record Collation(int id, String name, String charset, boolean charsetDefault) {
    public Collation {
        Objects.requireNonNull(name);
        Objects.requireNonNull(charset);
    }
}
