package io.auterity.spi.containers;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A manifest of one image or artifact, or an index of several. */
public record ContainerManifest(
    Ref repository,
    @Description("Digest of its bytes, verified where it is one of sha256") String digest,
    String mediaType,
    @Description("Its own bytes, without what it points at") long size,
    @Description("Whether it is an index, which points at manifests") boolean index,
    @Description("What it points at where it is an index; else empty")
        List<ContentDescriptor> manifests,
    @Description("Configuration of the image; null in an index") @Nullable ContentDescriptor config,
    @Description("Layers in the order in which they are laid; empty in an index")
        List<ContentDescriptor> layers,
    @Nullable String artifactType,
    @Description("The manifest that this one says something of, e.g. by a signature")
        @Nullable ContentDescriptor subject,
    @Nullable Map<String, String> annotations) {
  public ContainerManifest {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(digest);
    Objects.requireNonNull(mediaType);
    manifests = List.copyOf(manifests);
    layers = List.copyOf(layers);
    annotations = annotations == null ? null : Map.copyOf(annotations);
  }

  /** One of which no more is known. */
  public static Builder builder(Ref repository, String digest, String mediaType, long size) {
    return new Builder(repository, digest, mediaType, size);
  }

  /** Made piece by piece. */
  public static final class Builder {
    private final Ref repository;
    private final String digest;
    private final String mediaType;
    private final long size;
    private boolean index;
    private List<ContentDescriptor> manifests = List.of();
    private @Nullable ContentDescriptor config;
    private List<ContentDescriptor> layers = List.of();
    private @Nullable String artifactType;
    private @Nullable ContentDescriptor subject;
    private @Nullable Map<String, String> annotations;

    private Builder(Ref repository, String digest, String mediaType, long size) {
      this.repository = repository;
      this.digest = digest;
      this.mediaType = mediaType;
      this.size = size;
    }

    public Builder index(boolean value) {
      index = value;
      return this;
    }

    public Builder manifests(List<ContentDescriptor> value) {
      manifests = value;
      return this;
    }

    public Builder config(@Nullable ContentDescriptor value) {
      config = value;
      return this;
    }

    public Builder layers(List<ContentDescriptor> value) {
      layers = value;
      return this;
    }

    public Builder artifactType(@Nullable String value) {
      artifactType = value;
      return this;
    }

    public Builder subject(@Nullable ContentDescriptor value) {
      subject = value;
      return this;
    }

    public Builder annotations(@Nullable Map<String, String> value) {
      annotations = value;
      return this;
    }

    public ContainerManifest build() {
      return new ContainerManifest(
          repository,
          digest,
          mediaType,
          size,
          index,
          manifests,
          config,
          layers,
          artifactType,
          subject,
          annotations);
    }
  }
}
