package io.auterity.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code META-INF/auterity/plugin.yaml}: what a plugin is and brings. Its parts are records of this
 * one, as they stand in the file: they mean nothing without it, and a builder's fields change with
 * the file's alone.
 *
 * @param id unique among plugins, lower case with dashes
 * @param version semantic version
 * @param main class that implements {@link Plugin}
 * @param needs ids of plugins that must be started before it
 * @param natives whether it loads native libraries and so changes only on restart
 * @param billed what its vendors bill beside tokens, where a request asks for it; one entry for
 *     each dialect
 * @param onBehalf what it does on behalf of who calls it ({@link OnBehalf}): {@code calls}, {@code
 *     runs}; empty for nothing
 */
public record PluginManifest(
    String id,
    String version,
    String main,
    String summary,
    List<String> needs,
    boolean natives,
    List<ConnectorManifest> connectors,
    List<Billed> billed,
    List<String> onBehalf) {

  public PluginManifest {
    needs = List.copyOf(needs);
    connectors = List.copyOf(connectors);
    billed = List.copyOf(billed);
    onBehalf = List.copyOf(onBehalf);
  }

  /** Of a plugin that does nothing on behalf of its callers. */
  public PluginManifest(
      String id,
      String version,
      String main,
      String summary,
      List<String> needs,
      boolean natives,
      List<ConnectorManifest> connectors,
      List<Billed> billed) {
    this(id, version, main, summary, needs, natives, connectors, billed, List.of());
  }

  /**
   * What requests of one dialect may ask that is billed beside tokens, or changes their price.
   *
   * @param dialect as tools and {@code extra} of a request name it
   * @param tools that the vendor carries out
   * @param asks by name of a request's field: the unit of which each answer uses one when it stands
   *     there, though no answer tells it
   * @param classes fields of requests that name a class of service
   */
  public record Billed(
      String dialect, List<BilledTool> tools, Map<String, String> asks, List<String> classes) {
    public Billed {
      Objects.requireNonNull(dialect);
      tools = List.copyOf(tools);
      asks = Map.copyOf(asks);
      classes = List.copyOf(classes);
    }
  }

  /**
   * A tool that a vendor carries out and bills by its use.
   *
   * @param name its type or name, or the one field that it is in; {@code *} stands for any
   *     characters, upper case and underscores do not count
   * @param unit of {@link io.auterity.spi.ai.Surcharge}
   * @param most uses in one call where the request sets no bound
   * @param bound field of the tool that sets one; null when none does
   */
  public record BilledTool(String name, String unit, long most, @Nullable String bound) {
    public BilledTool {
      Objects.requireNonNull(name);
      Objects.requireNonNull(unit);
    }
  }

  /**
   * What one connector is.
   *
   * @param kind first part of its capabilities, e.g. {@code ai}
   * @param marks honest labels that travel with its providers, e.g. {@code recorded}, {@code local}
   * @param auth kinds of credential it takes: none, bearer, header, query, path, basic, sigv4,
   *     scheme (its own, see {@link Connector#signing}), google-service-account, oauth-client,
   *     oauth2, jwt, github-app
   * @param config JSON Schema of its configuration, empty until the connector has told the record
   *     that it is; a field {@code maxTokens} in it is the longest answer in tokens where a call
   *     names none
   * @param egress hosts it reaches; {@code ${name}} stands for the host of the configuration's URL
   *     field of that name, and inside a host for the text in that field
   * @param grade how it was verified, V0 to V5
   * @param support per operation ({@code resource.verb}); what is not listed is not supported
   * @param rateLimit what the vendor lets one credential send to one host; null when it names none
   * @param rateHeaders in which its replies tell what is left of that; null when they do not
   * @param traits what the plugin's own code goes by that serves several vendors; the platform does
   *     not read it
   * @param models whose limits and abilities the vendor documents
   * @param credentialTo those entries of {@code egress} whose hosts get the credential and other
   *     secrets; when empty, the first one that the configuration gives a host gets the credential,
   *     and all may get the others
   * @param sigv4 what signatures of AWS are made for; null when it takes no {@code sigv4}
   * @param edits what a preset changes in the configuration that it takes over
   * @param authForms how its vendor takes a credential, by kind (header, query, path) or gives
   *     tokens for it (oauth-client, oauth2, jwt, github-app); what does not stand there is as the
   *     provider says
   * @param vendor whose it is, as people call it; null where nobody says
   * @param docs address of its vendor's own pages; null where nobody says
   * @param takes what its vendor and its models take of a chat, where that is narrower than the
   *     canonical request; the platform cuts and turns what is written in other dialects to it
   */
  public record ConnectorManifest(
      String id,
      String kind,
      String summary,
      List<String> marks,
      List<String> auth,
      Json.Obj config,
      List<String> egress,
      String grade,
      Map<String, OperationSupport> support,
      @Nullable RateLimit rateLimit,
      @Nullable RateHeaders rateHeaders,
      Json.Obj traits,
      List<KnownModel> models,
      List<String> credentialTo,
      @Nullable AwsScope sigv4,
      ConfigEdits edits,
      Map<String, AuthForm> authForms,
      @Nullable String vendor,
      @Nullable String docs,
      Json.Obj takes) {

    public ConnectorManifest {
      Objects.requireNonNull(edits);
      marks = List.copyOf(marks);
      auth = List.copyOf(auth);
      egress = List.copyOf(egress);
      support = Map.copyOf(support);
      models = List.copyOf(models);
      credentialTo = List.copyOf(credentialTo);
      authForms = Map.copyOf(authForms);
    }

    /** The same with another schema of its configuration. */
    public ConnectorManifest withConfig(Json.Obj schema) {
      return toBuilder().config(schema).build();
    }

    /** Whether it carries out an operation, {@code resource.verb}. */
    public boolean supports(String operation) {
      OperationSupport said = support.get(operation);
      return said != null && said.support() != Support.NONE;
    }

    /** One that supports nothing, and was not verified. */
    public static Builder builder(String id, String kind, String summary) {
      return new Builder(id, kind, summary);
    }

    /** One that begins as this is. */
    public Builder toBuilder() {
      return new Builder(id, kind, summary)
          .marks(marks)
          .auth(auth)
          .config(config)
          .egress(egress)
          .grade(grade)
          .support(support)
          .rateLimit(rateLimit)
          .rateHeaders(rateHeaders)
          .traits(traits)
          .models(models)
          .credentialTo(credentialTo)
          .sigv4(sigv4)
          .edits(edits)
          .authForms(authForms)
          .vendor(vendor)
          .docs(docs)
          .takes(takes);
    }

    /** A connector's part piece by piece. */
    public static final class Builder {
      private final String id;
      private final String kind;
      private final String summary;
      private List<String> marks = List.of();
      private List<String> auth = List.of();
      private Json.Obj config = Json.EMPTY;
      private List<String> egress = List.of();
      private String grade = "V0";
      private Map<String, OperationSupport> support = Map.of();
      private @Nullable RateLimit rateLimit;
      private @Nullable RateHeaders rateHeaders;
      private Json.Obj traits = Json.EMPTY;
      private List<KnownModel> models = List.of();
      private List<String> credentialTo = List.of();
      private @Nullable AwsScope sigv4;
      private ConfigEdits edits = ConfigEdits.NONE;
      private Map<String, AuthForm> authForms = Map.of();
      private @Nullable String vendor;
      private @Nullable String docs;
      private Json.Obj takes = Json.EMPTY;

      private Builder(String id, String kind, String summary) {
        this.id = id;
        this.kind = kind;
        this.summary = summary;
      }

      public Builder marks(List<String> value) {
        marks = value;
        return this;
      }

      public Builder auth(List<String> value) {
        auth = value;
        return this;
      }

      public Builder config(Json.Obj value) {
        config = value;
        return this;
      }

      public Builder egress(List<String> value) {
        egress = value;
        return this;
      }

      public Builder grade(String value) {
        grade = value;
        return this;
      }

      public Builder support(Map<String, OperationSupport> value) {
        support = value;
        return this;
      }

      public Builder rateLimit(@Nullable RateLimit value) {
        rateLimit = value;
        return this;
      }

      public Builder rateHeaders(@Nullable RateHeaders value) {
        rateHeaders = value;
        return this;
      }

      public Builder traits(Json.Obj value) {
        traits = value;
        return this;
      }

      public Builder models(List<KnownModel> value) {
        models = value;
        return this;
      }

      public Builder credentialTo(List<String> value) {
        credentialTo = value;
        return this;
      }

      public Builder sigv4(@Nullable AwsScope value) {
        sigv4 = value;
        return this;
      }

      public Builder edits(ConfigEdits value) {
        edits = value;
        return this;
      }

      public Builder authForms(Map<String, AuthForm> value) {
        authForms = value;
        return this;
      }

      public Builder vendor(@Nullable String value) {
        vendor = value;
        return this;
      }

      public Builder docs(@Nullable String value) {
        docs = value;
        return this;
      }

      public Builder takes(Json.Obj value) {
        takes = value;
        return this;
      }

      public ConnectorManifest build() {
        return new ConnectorManifest(
            id,
            kind,
            summary,
            marks,
            auth,
            config,
            egress,
            grade,
            support,
            rateLimit,
            rateHeaders,
            traits,
            models,
            credentialTo,
            sigv4,
            edits,
            authForms,
            vendor,
            docs,
            takes);
      }
    }
  }

  /**
   * What a preset changes in the configuration of the connector that it is like.
   *
   * @param without fields that its vendor has no use for
   * @param defaults other ones, by field
   * @param requires fields that must be given
   */
  public record ConfigEdits(
      List<String> without, Map<String, Json> defaults, List<String> requires) {

    /** Of a connector that is no preset. */
    public static final ConfigEdits NONE = new ConfigEdits(List.of(), Map.of(), List.of());

    public ConfigEdits {
      without = List.copyOf(without);
      defaults = Map.copyOf(defaults);
      requires = List.copyOf(requires);
    }
  }

  /**
   * A model as its vendor documents it. What is null is not documented.
   *
   * @param id the vendor's own name; after a star the end of each of its names
   * @param context most tokens of input and output together
   * @param output most tokens of output
   * @param abilities all that it can do, e.g. {@code vision}
   * @param operations for which a call that names no model gets it, e.g. {@code image.create};
   *     empty when it is told apart for none
   */
  public record KnownModel(
      String id,
      @Nullable Long context,
      @Nullable Long output,
      @Nullable List<String> abilities,
      List<String> operations) {
    public KnownModel {
      Objects.requireNonNull(id);
      abilities = abilities == null ? null : List.copyOf(abilities);
      operations = List.copyOf(operations);
    }

    /** One that is told apart for no operation. */
    public KnownModel(
        String id,
        @Nullable Long context,
        @Nullable Long output,
        @Nullable List<String> abilities) {
      this(id, context, output, abilities, List.of());
    }

    /** Whether that is a name of it. */
    public boolean describes(String name) {
      return id.startsWith("*") ? name.endsWith(id.substring(1)) : id.equals(name);
    }
  }

  /**
   * What AWS's signatures are made for.
   *
   * @param service as AWS names it, e.g. {@code bedrock}
   * @param regionField the configuration's field that holds the region
   */
  public record AwsScope(String service, String regionField) {
    public AwsScope {
      Objects.requireNonNull(service);
      Objects.requireNonNull(regionField);
    }
  }

  /**
   * Headers of replies that tell what a credential may still send.
   *
   * @param remaining holds how many requests are left
   * @param reset holds when there are more again
   * @param pool of which requests they tell; null when of all
   */
  public record RateHeaders(
      String remaining, String reset, ResetUnit resetAs, @Nullable RatePool pool) {
    public RateHeaders {
      Objects.requireNonNull(remaining);
      Objects.requireNonNull(reset);
      Objects.requireNonNull(resetAs);
    }
  }

  /**
   * Which replies tell of most requests, where a vendor counts some apart.
   *
   * @param header that names what a reply's request was counted with
   * @param usual what it holds for most; what others have left is their own
   */
  public record RatePool(String header, String usual) {
    public RatePool {
      Objects.requireNonNull(header);
      Objects.requireNonNull(usual);
    }
  }

  /** How a vendor says when it takes requests again, where it does not write a date. */
  public enum ResetUnit {
    /** From the reply on. */
    SECONDS("seconds"),
    /** Seconds since 1970. */
    EPOCH("epoch"),
    /** Milliseconds since 1970. */
    EPOCH_MILLIS("epochMillis"),
    /** From the reply on, in units that are named, e.g. {@code 1m30s} or {@code 250ms}. */
    DURATION("duration");

    private final String wire;

    ResetUnit(String wire) {
      this.wire = wire;
    }

    /** As manifests and connector files name it. */
    public String wire() {
      return wire;
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ResetUnit named(String wire) {
      for (ResetUnit unit : values()) {
        if (unit.wire.equals(wire)) {
          return unit;
        }
      }
      throw new IllegalArgumentException("no unit of time '%s'".formatted(wire));
    }
  }

  /** At most {@code requests} in any {@code seconds}. */
  public record RateLimit(int requests, int seconds) {
    public RateLimit {
      if (requests < 1 || seconds < 1) {
        throw new IllegalArgumentException("%d requests in %d s".formatted(requests, seconds));
      }
    }
  }

  /**
   * How well an operation is supported.
   *
   * @param idempotencyKey whether the vendor returns the first result when the key is repeated
   * @param prefill whether the answer goes on from words of the model that end the conversation
   * @param batch whether batches of the vendor may hold its requests, see {@link WireBatches}
   */
  public record OperationSupport(
      Support support,
      boolean idempotencyKey,
      @Nullable String note,
      boolean prefill,
      boolean batch) {

    /** Of an operation whose requests are sent one by one. */
    public OperationSupport(
        Support support, boolean idempotencyKey, @Nullable String note, boolean prefill) {
      this(support, idempotencyKey, note, prefill, false);
    }

    /** Of an operation that answers anew. */
    public OperationSupport(Support support, boolean idempotencyKey, @Nullable String note) {
      this(support, idempotencyKey, note, false, false);
    }
  }

  /** One that brings nothing. */
  public static Builder builder(String id, String version, String main, String summary) {
    return new Builder(id, version, main, summary);
  }

  /** One that begins as this is. */
  public Builder toBuilder() {
    return new Builder(id, version, main, summary)
        .needs(needs)
        .natives(natives)
        .connectors(connectors)
        .billed(billed)
        .onBehalf(onBehalf);
  }

  /** A manifest piece by piece. */
  public static final class Builder {
    private final String id;
    private final String version;
    private final String main;
    private final String summary;
    private List<String> needs = List.of();
    private boolean natives;
    private List<ConnectorManifest> connectors = List.of();
    private List<Billed> billed = List.of();
    private List<String> onBehalf = List.of();

    private Builder(String id, String version, String main, String summary) {
      this.id = id;
      this.version = version;
      this.main = main;
      this.summary = summary;
    }

    public Builder needs(List<String> value) {
      needs = value;
      return this;
    }

    public Builder natives(boolean value) {
      natives = value;
      return this;
    }

    public Builder connectors(List<ConnectorManifest> value) {
      connectors = value;
      return this;
    }

    public Builder billed(List<Billed> value) {
      billed = value;
      return this;
    }

    public Builder onBehalf(List<String> value) {
      onBehalf = value;
      return this;
    }

    public PluginManifest build() {
      return new PluginManifest(
          id, version, main, summary, needs, natives, connectors, billed, onBehalf);
    }
  }
}
