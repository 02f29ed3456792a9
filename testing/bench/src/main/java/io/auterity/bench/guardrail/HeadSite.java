package io.auterity.bench.guardrail;

import io.auterity.bench.plugins.NoDocuments;
import io.auterity.bench.plugins.PluginSite;
import io.auterity.control.guardrail.Topics;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.VectorHead;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/** The plugin whose vectors the head over embeddings and topics read. */
record HeadSite(PluginSite site, TextEmbedder embedder) implements AutoCloseable {

  private static final String MODEL = "bge-small-q";

  static HeadSite open() {
    PluginSite site = new PluginSite(Set.of(), (_, _) -> new NoDocuments());
    site.host().load(Path.of(System.getProperty("auterity.distribution"), "plugins", "ai-local"));
    return new HeadSite(site, Objects.requireNonNull(site.host().embedder(MODEL)));
  }

  /** The embedder that topics are read by. */
  TextEmbedder topics() {
    return Objects.requireNonNull(site.host().embedder(Topics::fits));
  }

  /** What comes with it. */
  VectorHead head() {
    return embedder.heads().getFirst();
  }

  @Override
  public void close() {
    site.close();
  }
}
