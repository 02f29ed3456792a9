package io.auterity.bench.guardrail;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.plugins.NoDocuments;
import io.auterity.bench.plugins.PluginSite;
import io.auterity.control.guardrail.TopicDetector;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.VectorHead;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The plugin whose vectors the head over embeddings and topics read. */
record HeadSite(PluginSite site, TextEmbedder embedder) implements AutoCloseable {

  private static final String MODEL = "bge-small-q";

  private static final List<String> SUBJECTS =
      List.of(VectorHead.INJECTION, VectorHead.ORDER_IN_DOCUMENT);

  static HeadSite open() {
    PluginSite site = new PluginSite(Set.of(), (_, _) -> new NoDocuments());
    site.host().load(Path.of(System.getProperty("auterity.distribution"), "plugins", "ai-local"));
    return new HeadSite(site, Objects.requireNonNull(site.host().embedder(MODEL)));
  }

  /**
   * Both heads have to come with the plugin; an older one has fewer.
   *
   * @throws VoidRunException when one is missing
   */
  static void requireAll(List<VectorHead> heads) {
    Set<String> missing = new LinkedHashSet<>(SUBJECTS);
    heads.forEach(head -> missing.remove(head.subject()));
    if (!missing.isEmpty()) {
      throw new VoidRunException(
          "the plugin ai-local has no head for %s, ./auterity build makes it anew"
              .formatted(missing));
    }
  }

  /** The embedder that topics are read by. */
  TextEmbedder topics() {
    return Objects.requireNonNull(site.host().embedder(TopicDetector::fits));
  }

  /** Heads that come with it and judge what a caller says, or what a document or a tool does. */
  List<VectorHead> heads(boolean told) {
    return embedder.heads().stream()
        .filter(head -> told || head.subject().equals(VectorHead.INJECTION))
        .toList();
  }

  @Override
  public void close() {
    site.close();
  }
}
