package io.auterity.plugins.ai.replay;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Range;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The configuration of a provider that replays recorded answers. */
public record ReplayConfig(
    @Description("Name of the model whose answers were recorded")
        @TextForm(least = 1, pattern = "\\S")
        String model,
    @Description("How many times faster than recorded it answers") @Default("1") @Range(above = 0)
        double speed,
    @Description("Objects with which object.create is answered, by the label sample of the call")
        @Default("{}")
        @Size(most = 1_000)
        Map<String, Json.Obj> objects) {

  public ReplayConfig {
    objects = Collections.unmodifiableMap(new LinkedHashMap<>(objects));
  }
}
