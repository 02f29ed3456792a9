package io.auterity.plugins.ai.replay;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Range;
import io.auterity.spi.TextForm;

/** The configuration of a provider that replays recorded answers. */
public record ReplayConfig(
    @Description("Name of the model whose answers were recorded")
        @TextForm(least = 1, pattern = "\\S")
        String model,
    @Description("How many times faster than recorded it answers") @Default("1") @Range(above = 0)
        double speed) {}
