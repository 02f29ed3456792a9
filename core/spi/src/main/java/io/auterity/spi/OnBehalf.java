package io.auterity.spi;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The calls and runs that a connector makes on behalf of its caller: each is authorized, limited
 * and recorded as if the caller had made it. It ends with the {@link Call} that it comes from. Only
 * plugins whose manifest asks for it have it.
 */
public interface OnBehalf {

  /**
   * The providers of the caller's tenant that declare a capability, in the order of their ids,
   * whether or not they can be called now; the provider that asks is left out.
   *
   * @throws CallFailedException {@code forbidden} unless the manifest says {@code onBehalf:
   *     [calls]}, and when the caller may not call the capability
   */
  List<String> providers(String capability);

  /**
   * Makes calls at the same time and waits for all of them. Where this call has an idempotency key,
   * each has one that follows from it and from what is asked, so that a repetition of this call
   * that asks the same again does nothing twice.
   *
   * @return the result of each, in their order
   * @throws CallFailedException {@code forbidden} unless the manifest says {@code onBehalf:
   *     [calls]}; {@code too_large} when there are more than 50, when this call was itself made on
   *     behalf of a caller and one of them may have an effect, and when its caller was, too
   */
  List<Answer> callAll(List<Asked> calls);

  /**
   * Makes one call.
   *
   * @throws CallFailedException as {@link #callAll}, and what the call itself fails with
   */
  default Json.Obj call(Asked call) {
    return callAll(List.of(call)).getFirst().orThrow();
  }

  /**
   * Runs of the tenant's workflows.
   *
   * @throws CallFailedException {@code forbidden} unless the manifest says {@code onBehalf: [runs]}
   */
  BehalfRuns runs();

  /**
   * Raises an event of the tenant's own; it is durable when this returns. Where this call has an
   * idempotency key, its repetition raises nothing twice.
   *
   * @param type which a resource of kind event declares
   * @param subject what it is about; may be empty
   * @param data what it says
   * @return its id
   * @throws CallFailedException {@code forbidden} unless the manifest says {@code onBehalf:
   *     [events]}, and when the caller may not raise events; {@code not_found} when no such type is
   *     declared; {@code invalid} when the data does not fit it; {@code too_large}
   */
  String raise(String type, String subject, Json.Obj data);

  /**
   * A call that is wanted, of a capability that does not stream.
   *
   * @param input as its JSON Schema says
   * @param provider the one that is asked; null where the input or the tenant's routes say it
   * @param atMost how long it may take; null for as long as the caller waits
   */
  record Asked(
      String capability, Json.Obj input, @Nullable String provider, @Nullable Duration atMost) {
    public Asked {
      Objects.requireNonNull(capability);
      Objects.requireNonNull(input);
    }

    /** For as long as the caller waits, at whom the input names. */
    public Asked(String capability, Json.Obj input) {
      this(capability, input, null, null);
    }
  }

  /** The result of a call: its output or its failure, one of which is null. */
  record Answer(Json.@Nullable Obj output, @Nullable Failure failure) {
    public Answer {
      if ((output == null) == (failure == null)) {
        throw new IllegalArgumentException("an answer is an output or a failure");
      }
    }

    public static Answer of(Json.Obj output) {
      return new Answer(output, null);
    }

    public static Answer failed(Failure failure) {
      return new Answer(null, failure);
    }

    /**
     * The output.
     *
     * @throws CallFailedException the failure
     */
    public Json.Obj orThrow() {
      if (failure != null) {
        throw new CallFailedException(failure);
      }
      return Objects.requireNonNull(output);
    }
  }
}
