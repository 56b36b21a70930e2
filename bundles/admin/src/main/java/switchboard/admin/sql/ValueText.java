package switchboard.admin.sql;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/** Values as SQLite prints them: all go to the client as text. */
public final class ValueText {
    private static final MathContext DIGITS = new MathContext(15); // SQLite prints reals by "%!.15g"

    private ValueText() {
    }

    /**
     * The text of a value, null for NULL.
     *
     * @param sqlType the column's type of {@link Types}
     */
    public static String of(ResultSet row, int column, int sqlType) throws SQLException {
        return switch (sqlType) {
            case Types.BOOLEAN -> {
                boolean value = row.getBoolean(column);
                yield row.wasNull() ? null : value ? "1" : "0";
            }
            case Types.DOUBLE, Types.REAL, Types.FLOAT -> {
                double value = row.getDouble(column);
                yield row.wasNull() ? null : real(value);
            }
            case Types.DECIMAL, Types.NUMERIC, Types.OTHER -> {
                Object value = row.getObject(column);
                yield value instanceof BigDecimal number ? number.toPlainString() : row.getString(column);
            }
            default -> row.getString(column);
        };
    }

    static String real(double value) {
        if (Double.isInfinite(value) || Double.isNaN(value)) {
            return Double.isNaN(value) ? null : value > 0 ? "Inf" : "-Inf";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        if (rounded.signum() == 0) {
            return "0.0";
        }
        rounded = rounded.stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < 15) {
            String plain = rounded.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = rounded.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? digits.substring(1) : "0";
        return (rounded.signum() < 0 ? "-" : "") + digits.charAt(0) + '.' + fraction + 'e' + (exponent < 0 ? '-' : '+')
                + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
