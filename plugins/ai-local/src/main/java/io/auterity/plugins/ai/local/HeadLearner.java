package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.Embedding;
import io.auterity.plugins.ai.local.embedding.ModelException;
import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.Json;
import io.auterity.spi.TextLearner;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.learn.Head;
import io.auterity.toolkit.learn.Labelled;
import io.auterity.toolkit.learn.Opinion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Learns heads for providers of the connector {@code local-head}. */
record HeadLearner(LoadedModels models, Processors processors) implements TextLearner {

  private static final long SEED = 1;

  /** Most of the time goes into the vectors; what comes after them tells of no share. */
  private static final double VECTORS = 0.9;

  private static final Duration WAIT = Duration.ofMinutes(1);

  @Override
  public String connector() {
    return HeadConnector.ID;
  }

  @Override
  public byte[] learn(Json.Obj config, List<Example> examples, Watch watch) {
    ModelFile vectors = ConfigForm.read(HeadConfig.class, config).file();
    List<Labelled> rows = new ArrayList<>();
    for (Example example : examples) {
      double share = VECTORS * rows.size() / examples.size();
      String text = LocalEmbedder.read(example.text());
      Embedding embedded = embedded(vectors, text, () -> watch.reached(share));
      rows.add(new Labelled(text, embedded.vector(), example.label()));
    }
    try {
      // Takes none of the processors, for which calls would wait.
      return Head.train(rows, SEED, () -> watch.reached(VECTORS)).head().bytes();
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("examples", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<Map<String, Double>> judge(
      Json.Obj config, byte[] learned, List<String> texts, Watch watch) {
    ModelFile vectors = ConfigForm.read(HeadConfig.class, config).file();
    Head head = Head.of(learned);
    List<Map<String, Double>> judged = new ArrayList<>();
    for (String whole : texts) {
      double share = (double) judged.size() / texts.size();
      String text = LocalEmbedder.read(whole);
      Embedding embedded = embedded(vectors, text, () -> watch.reached(share));
      Opinion opinion = head.of(text, embedded.vector());
      Map<String, Double> scores = new LinkedHashMap<>();
      head.labels().forEach(label -> scores.put(label, opinion.probability(label)));
      judged.add(scores);
    }
    return judged;
  }

  private Embedding embedded(ModelFile vectors, String text, Runnable goOn) {
    goOn.run();
    try {
      return processors.compute(WAIT, () -> models.get(vectors).embed(text, goOn));
    } catch (ModelException e) {
      throw LocalErrors.broken(e);
    }
  }
}
