package io.auterity.spi.manifest;

import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Collects the flaws of one manifest file. */
record ManifestFindings(
    @Nullable String preset,
    List<ManifestFlaw> flaws,
    BiFunction<String, Collection<String>, String> suggestion) {

  void add(String path, String rule, String fix) {
    flaws.add(new ManifestFlaw(preset, path, rule, fix));
  }

  void addName(String path, String rule, String name, Collection<String> valid) {
    add(path, rule, suggestion.apply(name, valid));
  }
}
