package io.auterity.spi.script;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.TextForm;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code script.code.run}. */
public record ScriptRun(
    @Description("Module of JavaScript whose default export is a function of the input")
        @TextForm(least = 1, most = ScriptRun.LONGEST)
        String code,
    @Description("What the function is given, at most 1 MiB") @Nullable Json input,
    @Description("Time that the script may take, at most a minute") @Default("PT10S")
        Duration within) {

  /** Characters of a script. */
  public static final int LONGEST = 64 << 10;

  /** The longest time that a script may take. */
  public static final Duration MOST = Duration.ofMinutes(1);

  public ScriptRun {
    Objects.requireNonNull(code);
    if (within.isNegative() || within.isZero() || within.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "within must be more than nothing and at most %s, not %s".formatted(MOST, within));
    }
  }
}
