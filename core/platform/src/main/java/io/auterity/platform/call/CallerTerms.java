package io.auterity.platform.call;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a caller beside its grants: the owners and labels of its calls, and the models,
 * doors and tools that its key allows.
 *
 * @param owners whose calls they are and who stands above these, each as {@code kind/id}, e.g.
 *     {@code project/checkout}, {@code team/payments}; limits on any of them count the call
 * @param labels that each of its calls carries, whatever the call says itself
 * @param models patterns of the models that it may use, by the names that calls or offers have for
 *     them; null when any
 * @param doors where its calls may come in; null when anywhere
 * @param tools patterns of the capabilities that are tools of their own to agents; null when none
 *     is
 */
public record CallerTerms(
    List<String> owners,
    Map<String, String> labels,
    @Nullable List<String> models,
    @Nullable Set<Invocation.Door> doors,
    @Nullable List<String> tools) {

  /** Of a caller who belongs to the tenant alone and may use whatever it is granted. */
  public static final CallerTerms NONE = new CallerTerms(List.of(), Map.of(), null, null, null);

  public CallerTerms {
    owners = List.copyOf(owners);
    labels = Map.copyOf(labels);
    models = models == null ? null : List.copyOf(models);
    doors = doors == null ? null : Set.copyOf(doors);
    tools = tools == null ? null : List.copyOf(tools);
  }

  /** The same of calls that are theirs. */
  public CallerTerms ofOwners(List<String> others) {
    return new CallerTerms(others, labels, models, doors, tools);
  }

  /** Whether calls may come in there. */
  public boolean admits(Invocation.Door door) {
    return doors == null || doors.contains(door);
  }

  /**
   * Lets in what may come in there.
   *
   * @throws CallFailedException {@code forbidden} when calls may not
   */
  public void require(Invocation.Door door) {
    if (doors != null && !doors.contains(door)) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "this key may not be used by %s, only by %s"
              .formatted(
                  door.wire(),
                  doors.stream()
                      .map(Invocation.Door::wire)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
  }
}
