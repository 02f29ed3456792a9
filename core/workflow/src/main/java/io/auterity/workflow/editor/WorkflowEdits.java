package io.auterity.workflow.editor;

import io.auterity.platform.json.JsonEdit;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.platform.yaml.EditableYaml;
import io.auterity.platform.yaml.MalformedYamlException;
import io.auterity.platform.yaml.UneditableYamlException;
import io.auterity.platform.yaml.YamlDocument;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.platform.yaml.YamlWriter;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.ReservedWords;
import io.auterity.workflow.graph.DefinitionReader;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.step.StepKinds;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Edits of a workflow's text; all that an edit does not change stays as it was written. */
public final class WorkflowEdits {

  /** At most so many at one time. */
  public static final int MOST = 50;

  /** At most so many steps in the text of one. */
  public static final int MOST_PASTED = 100;

  private static final String STEPS = "spec.steps";

  private final EditableYaml text;

  private WorkflowEdits(EditableYaml text) {
    this.text = text;
  }

  /**
   * The text after some edits, one after the other.
   *
   * @throws CallFailedException {@code invalid} when one cannot be made; none is made then
   */
  public static String apply(String text, List<WorkflowEdit> edits) {
    if (edits.size() > MOST) {
      throw wrong("%d edits, at most %d at one time: send fewer".formatted(edits.size(), MOST));
    }
    try {
      EditableYaml edited = EditableYaml.read(text, WorkflowCheck.CHARACTERS);
      for (WorkflowEdit edit : edits) {
        edited = new WorkflowEdits(edited).edited(edit);
      }
      return edited.text();
    } catch (MalformedYamlException e) {
      throw wrong("line %d: %s; mend the text first".formatted(e.line(), e.getMessage()));
    } catch (UneditableYamlException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private EditableYaml edited(WorkflowEdit edit) {
    return switch (edit.edit()) {
      case ADD -> added(edit);
      case SET -> text.set(target(edit), required("value", edit.value()));
      case REMOVE -> text.remove(target(edit));
      case MOVE -> text.move(place(required("step", edit.step())), list(edit), index(edit));
      case RENAME -> renamed(required("step", edit.step()), required("to", edit.to()));
    };
  }

  private EditableYaml added(WorkflowEdit edit) {
    String list = list(edit);
    int index = index(edit);
    if (edit.text() == null) {
      return text.insert(list, index, required("value", edit.value()));
    }
    EditableYaml edited = text;
    for (Json step : pasted(edit.text())) {
      edited = edited.insert(list, index++, step);
    }
    return edited;
  }

  /** Steps of another text, under ids that are free here. */
  private List<Json> pasted(String steps) {
    List<YamlDocument> documents = new YamlReader(WorkflowCheck.CHARACTERS).read(steps);
    Json read = documents.size() == 1 ? documents.getFirst().value() : Json.NULL;
    Json list = read instanceof Json.Arr ? read : Json.array(List.of(read));
    Json.Obj part = Json.EMPTY.with("spec", Json.EMPTY.with("steps", list));
    WorkflowEdits edits =
        new WorkflowEdits(EditableYaml.read(YamlWriter.write(part), WorkflowCheck.CHARACTERS));
    Set<String> own = edits.places().keySet();
    if (own.isEmpty() || own.size() > MOST_PASTED) {
      throw wrong(
          "the text of an edit holds %d steps: write YAML of 1 to %d"
              .formatted(own.size(), MOST_PASTED));
    }
    Set<String> taken = new HashSet<>(places().keySet());
    for (String id : own) {
      if (!taken.add(id)) {
        String free = free(id, taken, own);
        taken.add(free);
        edits = new WorkflowEdits(edits.renamed(id, free));
      }
    }
    return JsonEdit.at(edits.text.value(), JsonPath.steps(STEPS)) instanceof Json.Arr(var items)
        ? items
        : List.of();
  }

  private static String free(String id, Set<String> taken, Set<String> own) {
    return IntStream.iterate(2, count -> count + 1)
        .mapToObj(count -> id + "_" + count)
        .filter(name -> !taken.contains(name) && !own.contains(name))
        .findFirst()
        .orElseThrow();
  }

  private String target(WorkflowEdit edit) {
    if (edit.step() == null) {
      return required("path", edit.path());
    }
    String place = place(edit.step());
    return edit.path() == null ? place : place + "." + edit.path();
  }

  private String list(WorkflowEdit edit) {
    if (edit.after() == null) {
      return edit.in() == null ? STEPS : edit.in();
    }
    String place = place(edit.after());
    return place.substring(0, place.lastIndexOf('['));
  }

  private int index(WorkflowEdit edit) {
    if (edit.after() != null) {
      String place = place(edit.after());
      return 1 + Integer.parseInt(place, place.lastIndexOf('[') + 1, place.length() - 1, 10);
    }
    int size =
        JsonEdit.at(text.value(), JsonPath.steps(list(edit))) instanceof Json.Arr(List<Json> items)
            ? items.size()
            : 0;
    return edit.at() == null ? size : Math.min(Math.max(edit.at(), 0), size);
  }

  private String place(String id) {
    Map<String, String> known = places();
    String place = known.get(id);
    if (place == null) {
      throw wrong("there is no step '%s'; %s".formatted(id, Nearest.fix(id, known.keySet())));
    }
    return place;
  }

  private Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    for (Step step : steps()) {
      places.putIfAbsent(step.id(), "spec." + step.head().path());
    }
    return places;
  }

  private List<Step> steps() {
    Json spec = JsonEdit.at(text.value(), List.of("spec"));
    return DefinitionReader.read(
            "", spec instanceof Json.Obj object ? object : Json.EMPTY, StepKinds.ALL)
        .definition()
        .all()
        .toList();
  }

  /** With another id of a step, there and where it is referred to. */
  private EditableYaml renamed(String from, String to) {
    if (!ReservedWords.identifier(to) || ReservedWords.reserved(to)) {
      throw wrong(
          "'%s' is no identifier: use letters, digits and _, not starting with a digit"
              .formatted(to));
    }
    if (places().containsKey(to)) {
      throw wrong("there is a step '%s' already: choose another id".formatted(to));
    }
    String place = place(from);
    EditableYaml edited = text;
    for (Step step : steps()) {
      List<String> after = step.head().after();
      if (after != null && after.contains(from)) {
        List<Json> renamed = after.stream().map(id -> Json.of(id.equals(from) ? to : id)).toList();
        edited =
            edited.set(
                "spec." + step.head().path() + ".after",
                renamed.size() == 1 ? renamed.getFirst() : Json.array(renamed));
      }
    }
    return edited.texts(new StepReferences(from, to)).set(place + ".id", Json.of(to));
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw wrong("'%s' is missing in an edit: add it".formatted(name));
    }
    return value;
  }

  private static CallFailedException wrong(String problem) {
    return new CallFailedException(FailureCode.INVALID, problem);
  }
}
