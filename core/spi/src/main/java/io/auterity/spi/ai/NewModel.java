package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.model.create}: a model made of one that the provider has. */
public record NewModel(
    @Description("Name of the new model; one that has it already is replaced") String id,
    @Description("Id of the model that it is made of, as the provider names it") String from,
    @Description("System text that stands before every conversation") @Nullable String system,
    @Description("Settings that count where a call names none, in the vendor's words")
        @Nullable Obj parameters,
    @Description("Further fields by the dialect of the vendor; they win over those above")
        @Nullable Map<String, Obj> extra,
    @Description("Provider that is to have the model; the only one when absent")
        @Nullable String provider) {
  public NewModel {
    Objects.requireNonNull(id);
    Objects.requireNonNull(from);
    extra = Extra.copy(extra);
  }
}
