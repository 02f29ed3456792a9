package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.OfKind;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code ci.pipeline.create}. */
public record NewPipeline(
    @Description("The repository that it shall build") @OfKind("git") Ref repository,
    @Description(
            "Name of the pipeline; where pipelines are files, the name of the file without its"
                + " ending")
        String name,
    @Description("Branch that its file is added to; the default branch when absent")
        @Nullable String branch,
    @Description("What it does, as the server writes it, e.g. the text of a workflow file")
        @Nullable String definition) {
  public NewPipeline {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(name);
  }
}
