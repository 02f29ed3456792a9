package io.auterity.platform.part;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of one process, in the order in which they start. */
public final class PartList implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PartList.class);

  private final List<ProductPart> parts;

  public PartList(List<? extends ProductPart> parts) {
    this.parts = List.copyOf(parts);
  }

  /** Has each part register its meters. */
  public void meters(MeterRegistry meters) {
    parts.forEach(part -> part.meters(meters));
  }

  /** Starts all of them, phase by phase. */
  public void start() {
    parts.forEach(ProductPart::open);
    parts.forEach(ProductPart::recover);
    parts.forEach(ProductPart::serve);
  }

  /** Ends all of them, the last one first. */
  @Override
  public void close() {
    parts.reversed().forEach(part -> end(part, part::drain));
    parts.reversed().forEach(part -> end(part, part::close));
  }

  /** Runs ends one after the other; one that breaks keeps none of the others from ending. */
  public static void end(Object part, Runnable... ends) {
    for (Runnable end : ends) {
      try {
        end.run();
      } catch (RuntimeException | Error e) {
        LOG.error("{} did not end cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }
}
