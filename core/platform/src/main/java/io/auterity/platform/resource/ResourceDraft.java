package io.auterity.platform.resource;

import io.auterity.platform.json.JsonPath;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.PathBound;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.yaml.EditableYaml;
import io.auterity.platform.yaml.MalformedYamlException;
import io.auterity.platform.yaml.UneditableYamlException;
import io.auterity.platform.yaml.YamlDocument;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource as a user wrote it, unchecked: {@code kind}, {@code id} and {@code spec}, and the
 * {@code version} in whose place it is to come, where that must still be in force.
 *
 * @param source the document it was read from, where there is one
 * @param place its place in that document
 */
public record ResourceDraft(Json value, @Nullable YamlDocument source, String place) {

  private static final int MAX_CHARACTERS = 16_000_000;
  private static final YamlReader READER = new YamlReader(MAX_CHARACTERS);
  private static final JsonReader JSON = new JsonReader(MAX_CHARACTERS);

  /** A draft made by code. */
  public static ResourceDraft of(String kind, String id, Json.Obj spec) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("kind", Json.of(kind));
    fields.put("id", Json.of(id));
    fields.put("spec", spec);
    return new ResourceDraft(new Json.Obj(fields), null, "");
  }

  /**
   * One that comes in force only in place of a version.
   *
   * @param version 0 where there must be none
   */
  public ResourceDraft inPlaceOf(int version) {
    Json.Obj object = (Json.Obj) value;
    return new ResourceDraft(object.with("version", Json.of(version)), source, place);
  }

  /**
   * The drafts of a text of YAML documents, of which JSON is a part; one that is a list holds
   * several.
   *
   * @throws InvalidResourcesException when the text cannot be read, or holds nothing
   */
  public static List<ResourceDraft> read(byte[] text) {
    try {
      List<ResourceDraft> drafts = new ArrayList<>();
      READER.read(text).forEach(document -> addAll(document.value(), document, drafts));
      return notEmpty(drafts);
    } catch (MalformedYamlException e) {
      throw new InvalidResourcesException(
          List.of(
              new Problem("", "must be YAML or JSON", String.valueOf(e.getMessage()))
                  .at(e.line())));
    }
  }

  private static List<ResourceDraft> notEmpty(List<ResourceDraft> drafts) {
    if (drafts.isEmpty()) {
      throw new InvalidResourcesException(
          List.of(new Problem("", "must hold a resource", "send one with kind, id and spec")));
    }
    return drafts;
  }

  /**
   * The drafts of a text that is JSON and nothing else: one resource or a list of them.
   *
   * @throws CallFailedException {@code invalid} when it is no JSON, with the place; {@code
   *     too_large} when its names or paths are too long
   */
  public static List<ResourceDraft> readJson(byte[] text) {
    List<ResourceDraft> drafts = new ArrayList<>();
    Json value = JSON.read(text);
    PathBound.problem(value)
        .ifPresent(
            problem -> {
              throw new CallFailedException(FailureCode.TOO_LARGE, problem);
            });
    addAll(value, null, drafts);
    return notEmpty(drafts);
  }

  private static void addAll(
      Json value, @Nullable YamlDocument document, List<ResourceDraft> drafts) {
    if (value instanceof Json.Arr(List<Json> items)) {
      for (int i = 0; i < items.size(); i++) {
        drafts.add(new ResourceDraft(items.get(i), document, JsonPath.item("", i)));
      }
    } else {
      drafts.add(new ResourceDraft(value, document, ""));
    }
  }

  /**
   * The text in which it was written, without the version in whose place it comes; null where it is
   * no document by itself.
   */
  @Nullable String text() {
    if (source == null || !place.isEmpty()) {
      return null;
    }
    return source.value() instanceof Json.Obj object && object.get("version") != null
        ? unversioned(source.text())
        : source.text();
  }

  private static @Nullable String unversioned(String text) {
    try {
      return EditableYaml.read(text, MAX_CHARACTERS).remove("version").text();
    } catch (UneditableYamlException e) {
      return null;
    }
  }

  /** The problem with the line it stands on. */
  Problem located(Problem problem) {
    return source == null ? problem : problem.at(source.line(problem.in(place).path()));
  }
}
