package io.auterity.cli.importing;

import static io.auterity.cli.importing.ImportedProviders.ENVIRONMENT;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The values of LiteLLM's settings: as they are written, in a credential that a deployment names,
 * or in the environment, where {@code os.environ/NAME} stands for them.
 */
final class LiteLlmValues {

  static final String PARAMS = ".litellm_params.";

  private static final String CREDENTIAL = "litellm_credential_name";
  private static final String CREDENTIALS = "credential_list";
  private static final String VARIABLES = "environment_variables.";

  private final ImportedConfig config;
  private final Map<String, String> environment;
  private final Map<String, String> notes = new TreeMap<>();

  LiteLlmValues(ImportedConfig config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
  }

  /**
   * A field of a deployment; null when it has none.
   *
   * @throws UnsetVariableException when it lies in the environment, and is not there
   */
  @Nullable String field(String deployment, String field) {
    String path = deployment + PARAMS + field;
    String written = text(path);
    if (written == null) {
      path = credential(deployment) + field;
      written = text(path);
    }
    return written == null ? null : resolved(path, written);
  }

  /** As {@link #field}, and as it is written: what lies in the environment is a reference. */
  @Nullable String key(String deployment, String field) {
    String written = text(deployment + PARAMS + field);
    return written == null ? text(credential(deployment) + field) : written;
  }

  /** The credential that a deployment names and the file does not hold; null when there is none. */
  @Nullable String absentCredential(String deployment) {
    String wanted = text(deployment + PARAMS + CREDENTIAL);
    return wanted == null || credentialOf(wanted) != null ? null : wanted;
  }

  /** What a variable of the environment is; null when it is not set. */
  @Nullable String variable(String path, @Nullable String name) {
    String value = name == null ? null : look(name);
    if (value != null) {
      notes.put(path, "the environment variable %s says it".formatted(name));
    }
    return value;
  }

  /** A number, which may be written as a text; null where there is none. */
  @Nullable BigDecimal number(String path) {
    JsonNode node = config.take(path);
    if (!node.isNumber() && !node.isString()) {
      return null;
    }
    try {
      return new BigDecimal(resolved(path, node.asString()).strip());
    } catch (NumberFormatException | UnsetVariableException e) {
      config.leave(path, "is no number");
      return null;
    }
  }

  Map<String, String> notes() {
    return notes;
  }

  private @Nullable String text(String path) {
    JsonNode value = config.look(path);
    if (!value.isString() && !value.isNumber()) {
      return null;
    }
    config.take(path);
    return value.asString();
  }

  private String credential(String deployment) {
    String wanted = text(deployment + PARAMS + CREDENTIAL);
    String held = wanted == null ? null : credentialOf(wanted);
    return held == null ? deployment + PARAMS : held;
  }

  private @Nullable String credentialOf(String wanted) {
    for (int i = 0; i < config.look(CREDENTIALS).size(); i++) {
      String one = "%s[%d]".formatted(CREDENTIALS, i);
      if (wanted.equals(text(one + ".credential_name"))) {
        return one + ".credential_values.";
      }
    }
    return null;
  }

  private String resolved(String path, String written) {
    if (!written.startsWith(ENVIRONMENT)) {
      return written;
    }
    String name = written.substring(ENVIRONMENT.length());
    String value = variable(path, name);
    if (value == null) {
      throw new UnsetVariableException(name);
    }
    return value;
  }

  private @Nullable String look(String name) {
    JsonNode written = config.look(VARIABLES + name);
    return written.isString() ? written.asString() : environment.get(name);
  }

  /** A variable of the environment is not set where the import runs. */
  static final class UnsetVariableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;

    UnsetVariableException(String name) {
      super("the environment variable %s is not set".formatted(name));
      this.name = name;
    }

    String name() {
      return name;
    }
  }
}
