package io.auterity.spi.script;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a script has computed. */
public record ScriptResult(
    @Description("What the function returned, at most 1 MiB") Json value,
    @Description("What the script wrote to the console, at most 64 KiB; absent when nothing")
        @Nullable String log) {
  public ScriptResult {
    Objects.requireNonNull(value);
  }
}
