package io.auterity.spi.containers;

import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The platform of a container image: the operating system and architecture on which it runs. */
public record ImagePlatform(
    @Description("E.g. linux") String os,
    @Description("E.g. arm64") String architecture,
    @Description("E.g. v8") @Nullable String variant,
    @Nullable String osVersion) {
  public ImagePlatform {
    Objects.requireNonNull(os);
    Objects.requireNonNull(architecture);
  }
}
