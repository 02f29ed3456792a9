package io.auterity.connector.file;

import io.auterity.platform.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong with one file, so that all of it comes out together. */
public final class FileProblems {

  private static final int MOST = 50;

  private final YamlDocument document;
  private final Set<FileProblem> found = new LinkedHashSet<>();
  private final Set<FileProblem> cautions = new LinkedHashSet<>();

  public FileProblems(YamlDocument document) {
    this.document = document;
  }

  /** Notes a problem at a path; the line is that of the nearest part around it. */
  public void add(String path, String rule, String fix) {
    found.add(new FileProblem(document.line(path), path, rule, fix));
  }

  /** Notes what is no problem yet and may become one. */
  public void caution(String path, String rule, String fix) {
    cautions.add(new FileProblem(document.line(path), path, rule, fix));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** In the order of the file. */
  public List<FileProblem> all() {
    return sorted(found);
  }

  /** Those that do not count as problems, in the order of the file. */
  public List<FileProblem> cautions() {
    return sorted(cautions);
  }

  private static List<FileProblem> sorted(Set<FileProblem> some) {
    List<FileProblem> sorted = new ArrayList<>(some);
    sorted.sort(Comparator.comparingInt(FileProblem::line));
    return List.copyOf(sorted.subList(0, Math.min(MOST, sorted.size())));
  }

  /**
   * Fails when there is any.
   *
   * @throws BadConnectorException with all of them
   */
  public void check(String file) {
    if (!isEmpty()) {
      throw new BadConnectorException(file, all());
    }
  }
}
