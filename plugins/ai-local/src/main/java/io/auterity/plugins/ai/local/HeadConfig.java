package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Range;
import io.auterity.spi.TextForm;
import org.jspecify.annotations.Nullable;

/** The configuration of a classifier head. */
public record HeadConfig(
    @Description("Name of the head") @TextForm(least = 1, pattern = "\\S") String model,
    @Description(
            "The model that makes the vectors; MiniLM takes half the time, BGE's are right more"
                + " often")
        @Default("bge-small-q")
        @TextForm(oneOf = {"bge-small-q", "minilm-q"})
        String vectors,
    @Description(
            "The trained version that answers (`./auterity head train`); without it the head learns"
                + " from the provider's documents \"example\"")
        @Range(least = 1, most = Integer.MAX_VALUE)
        @Nullable Integer version) {

  ModelFile file() {
    return ModelFile.of(vectors).orElseThrow();
  }
}
