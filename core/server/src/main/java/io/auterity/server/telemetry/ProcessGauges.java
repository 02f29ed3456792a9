package io.auterity.server.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.File;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;

/** Gauges of this process, looked up when it is scraped. */
public record ProcessGauges(MeterRegistry registry) {

  /** A number that goes up and down; its owner must outlive the registry. */
  public <T> ProcessGauges of(
      String name, String description, T owner, ToDoubleFunction<T> number) {
    Gauge.builder(name, owner, number).description(description).register(registry);
    return this;
  }

  /** The room on the disk of a directory. */
  public ProcessGauges disk(Path directory) {
    File place = directory.toFile();
    Gauge.builder("auterity.disk.free", place, File::getUsableSpace)
        .description("Free room on the disk of the data directory")
        .baseUnit("bytes")
        .strongReference(true)
        .register(registry);
    Gauge.builder("auterity.disk.total", place, File::getTotalSpace)
        .description("All room on the disk of the data directory")
        .baseUnit("bytes")
        .strongReference(true)
        .register(registry);
    return this;
  }
}
