package io.auterity.platform.config;

import io.auterity.spi.Description;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The configuration of the server process as a whole; what belongs to a tenant is a resource. */
public record Settings(
    @Description("Console, API, WebSocket and MCP") Listen console,
    @Description("AI gateway: the vendors' own paths") Listen gateway,
    @Description("Where data is kept") Database database,
    @Description("What plugins are loaded") Plugins plugins,
    @Description("Where connectors may go") Egress egress,
    @Description("Injected faults, for examples and tests") Faults faults,
    @Description("How long records are kept") Retention retention,
    @Description("Sizes that are refused") Limits limits,
    @Description("Files and batches that callers of the AI gateway leave here") Batches batches,
    @Description("Answers that callers of /v1/responses come back to") Responses responses,
    @Description("Files that providers keep on this server") OwnFiles files,
    @Description("What clients of protocols of their own, such as git, send to the console's port")
        Inbound inbound,
    @Description("Runs of workflows") Engine engine,
    @Description("What starts runs by itself") Triggers triggers,
    @Description("Stored secrets") Secrets secrets,
    @Description("Answers that are kept for equal calls") Cache cache,
    @Description("What the server logs") Log log) {

  /** What holds when nothing is set. */
  public static final Settings DEFAULT =
      new Settings(
          new Listen("127.0.0.1", 8080),
          new Listen("127.0.0.1", 8081),
          new Database(null, null, null, null),
          new Plugins(null),
          new Egress(List.of()),
          new Faults(false),
          new Retention(30, 7, 90, 30),
          new Limits(12_582_912, 1_000_000),
          new Batches(104_857_600, 1_073_741_824, 1_000, 32),
          new Responses(24),
          new OwnFiles(1_073_741_824),
          new Inbound(null, 2_147_483_648L, List.of()),
          new Engine(true, null),
          new Triggers(100_000),
          new Secrets(null, 3, 7),
          new Cache(null),
          new Log(Log.Format.TEXT));

  /** These with other addresses to listen on. */
  public Settings listening(Listen console, Listen gateway) {
    return new Settings(
        console, gateway, database, plugins, egress, faults, retention, limits, batches, responses,
        files, inbound, engine, triggers, secrets, cache, log);
  }

  /** An address to listen on. */
  public record Listen(
      @Description("Address to bind; 0.0.0.0 for all") String host,
      @Description("1 to 65535; 0 for any free port") int port) {
    public Listen {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port %d is not between 0 and 65535".formatted(port));
      }
    }
  }

  /** The embedded PostgreSQL when no URL is given, else a server of yours. */
  public record Database(
      @Description("jdbc:postgresql://host:port/name of your server; embedded when absent")
          @Nullable String url,
      @Description("Role that owns the schema and migrates it") @Nullable Account owner,
      @Description("Role that serves tenants; must not bypass row-level security")
          @Nullable Account app,
      @Description("Role of system jobs and the journal's writer") @Nullable Account engine) {
    public Database {
      if (url != null && (owner == null || app == null || engine == null)) {
        throw new IllegalArgumentException("a url needs the accounts owner, app and engine");
      }
    }
  }

  /** A role and the file that holds its password. */
  public record Account(
      @Description("Login of the role, or of a member of it") String user,
      @Description("File that holds the password") String passwordFile) {}

  /** Where plugins lie. */
  public record Plugins(
      @Description("Folder with one folder per plugin; the built-in ones when absent")
          @Nullable String directory) {}

  /** Places in private networks that an operator approved. */
  public record Egress(
      @Description(
              "What may be reached though it is private, each as host:port for tenant; * stands for"
                  + " any port or any tenant")
          List<String> allow) {
    public Egress {
      allow = List.copyOf(allow);
      allow.forEach(EgressApproval::read);
    }
  }

  /** Whether providers may carry injected faults. */
  public record Faults(
      @Description("Whether spec.faults of a provider is accepted") boolean allowed) {}

  /** Days until records are dropped. */
  public record Retention(
      @Description("Days that decisions are kept") int decisionDays,
      @Description("Days that captured prompts and answers are kept") int captureDays,
      @Description("Days that finished runs are kept") int runDays,
      @Description("Days that files of the AI gateway and its finished batches are kept")
          int batchDays) {
    public Retention {
      if (decisionDays < 1 || captureDays < 1 || runDays < 1 || batchDays < 1) {
        throw new IllegalArgumentException("retention is at least 1 day");
      }
    }
  }

  /** Sizes that are refused with {@code too_large}. */
  public record Limits(
      @Description("Largest request body in bytes") int bodyBytes,
      @Description(
              "Most values of a request body in JSON: objects, arrays, texts, numbers and words")
          int bodyValues) {
    public Limits {
      if (bodyBytes < 1024 || bodyValues < 1000 || bodyValues > 100_000_000) {
        throw new IllegalArgumentException(
            "bodyBytes is at least 1024, and bodyValues 1000 to 100000000");
      }
    }
  }

  /** How long answers are kept for {@code previous_response_id}. */
  public record Responses(
      @Description(
              "Hours that an answer is kept for its caller, at most 64 MiB a tenant; 0 for none."
                  + " Those with store: false, and of routes with responses: none, never are")
          int keepHours) {
    public Responses {
      if (keepHours < 0 || keepHours > 720) {
        throw new IllegalArgumentException("keepHours is 0 to 720");
      }
    }

    /** As long as an answer is kept. */
    public Duration kept() {
      return Duration.ofHours(keepHours);
    }
  }

  /** What embedded connectors keep beside their documents, such as git repositories. */
  public record OwnFiles(
      @Description("Bytes that the files of one provider may have") long providerBytes) {
    public OwnFiles {
      if (providerBytes < 1_048_576) {
        throw new IllegalArgumentException("providerBytes is at least 1048576");
      }
    }
  }

  /** The door for clients of protocols of their own. */
  public record Inbound(
      @Description(
              "Address under which others reach the console's port, e.g."
                  + " https://auterity.example.com; made of console.host and its port when absent")
          @Nullable String address,
      @Description("Largest body of one of their requests in bytes") long bodyBytes,
      @Description(
              "Addresses and networks of proxies in front of the console's port, e.g. 10.0.0.0/8:"
                  + " who asks through them is whom X-Forwarded-For and -Proto name")
          List<String> proxies) {
    public Inbound {
      proxies = List.copyOf(proxies);
      for (String proxy : proxies) {
        if (!isNetwork(proxy)) {
          throw new IllegalArgumentException(
              "proxies are addresses or networks, e.g. 10.0.0.0/8, and '%s' is none"
                  .formatted(proxy));
        }
      }
      if (bodyBytes < 1024) {
        throw new IllegalArgumentException("bodyBytes is at least 1024");
      }
      if (address != null && !address.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?")) {
        throw new IllegalArgumentException(
            "address is http or https and a name, e.g. https://auterity.example.com");
      }
    }

    private static boolean isNetwork(String text) {
      String[] parts = text.split("/", -1);
      try {
        int bits = InetAddress.ofLiteral(parts[0]).getAddress().length * Byte.SIZE;
        return parts.length == 1
            || (parts.length == 2
                && parts[1].matches("[0-9]{1,3}")
                && Integer.parseInt(parts[1]) <= bits);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  /** Whether this server may carry on runs; of those that share a database one at a time does. */
  public record Engine(
      @Description("false for a server that never carries on runs: others on the same database do")
          boolean enabled,
      @Description(
              "A cluster of Temporal that carries on runs beside the journal, the same for all"
                  + " servers of a database; none when absent")
          @Nullable Temporal temporal) {}

  /** A cluster that carries on runs. The operator who sets it approves that it is reached. */
  public record Temporal(
      @Description("host:port of its frontend, e.g. temporal.internal:7233") String address,
      @Description("Its namespace, which is there already; default when absent")
          @Nullable String namespace,
      @Description("Whether connections are encrypted and its certificate is checked") boolean tls,
      @Description(
              "File of the authorities that it is checked by; those that Java brings when absent")
          @Nullable String caFile,
      @Description("File of the certificate that this server shows, in PEM; none when absent")
          @Nullable String certificateFile,
      @Description("File of that certificate's key, PKCS #8 in PEM") @Nullable String keyFile,
      @Description("File that holds an API key of the cluster; none when absent")
          @Nullable String apiKeyFile,
      @Description("true: it carries on the runs of workflows that name no engine, too")
          @Nullable Boolean all) {

    public Temporal {
      HostAndPort.of(address);
      if ((certificateFile == null) != (keyFile == null)) {
        throw new IllegalArgumentException("certificateFile and keyFile belong together");
      }
      if (!tls && (caFile != null || certificateFile != null || apiKeyFile != null)) {
        throw new IllegalArgumentException("caFile, certificateFile and apiKeyFile need tls: true");
      }
    }

    /** Whether it carries on the runs of workflows that name no engine. */
    public boolean carriesAll() {
      return Boolean.TRUE.equals(all);
    }
  }

  /** What bounds the runs that triggers start. */
  public record Triggers(
      @Description(
              "Runs that a trigger may start within an hour before it is slowed down; it stops at"
                  + " twice as many. Those that its own runs may have led to are not among them:"
                  + " of these it may start 2,000")
          int startsPerHour) {
    public Triggers {
      if (startsPerHour < 1 || startsPerHour > 10_000_000) {
        throw new IllegalArgumentException("startsPerHour is 1 to 10000000");
      }
    }
  }

  /** What encrypts the stored secrets, and how long their former values are kept. */
  public record Secrets(
      @Description(
              "File of the keys that decrypt them; the data directory's own in ~/.config/auterity"
                  + " when absent")
          @Nullable String keyFile,
      @Description("Former versions of a secret that are kept, to go back to; 0 for none")
          int formerVersions,
      @Description("Days that a former version is kept from when another one replaced it")
          int formerDays) {
    public Secrets {
      if (formerVersions < 0 || formerVersions > 100 || formerDays < 1 || formerDays > 3_650) {
        throw new IllegalArgumentException(
            "formerVersions is 0 to 100 and formerDays 1 to 3650 (10 years)");
      }
    }
  }

  /** How the server logs on its standard output. */
  public record Log(
      @Description("text, or ecs: one JSON object a line, in the fields of Elastic Common Schema")
          Format format) {

    /** How a line of the log is written. */
    public enum Format {
      TEXT,
      ECS
    }
  }

  /** Where answers are kept beside this server's memory. */
  public record Cache(
      @Description(
              "A store that all servers share, by the plugin that is loaded for it; memory alone"
                  + " when absent")
          @Nullable Shared shared) {}

  /** A store that servers share. The operator who sets it approves that it is reached. */
  public record Shared(
      @Description("host:port, e.g. cache.internal:6379") String address,
      @Description("Whether connections are encrypted and its certificate is checked") boolean tls,
      @Description("User; the store's usual one when absent") @Nullable String user,
      @Description("File that holds the password; none when absent") @Nullable String passwordFile,
      @Description("Milliseconds that a call waits for it at most, 1 to 1000; 50 when absent")
          @Nullable Integer waitMillis) {

    private static final int USUAL_WAIT = 50;
    private static final int LONGEST_WAIT = 1_000;

    public Shared {
      if (waitMillis != null && (waitMillis < 1 || waitMillis > LONGEST_WAIT)) {
        throw new IllegalArgumentException("waitMillis is 1 to " + LONGEST_WAIT);
      }
      HostAndPort.of(address);
    }

    /** Where it is reached. */
    public HostAndPort place() {
      return HostAndPort.of(address);
    }

    /** How long a call waits for it at most. */
    public Duration patience() {
      return Duration.ofMillis(Objects.requireNonNullElse(waitMillis, USUAL_WAIT));
    }
  }

  /** What callers may leave here, and how fast it is worked off. */
  public record Batches(
      @Description("Largest file in bytes") int fileBytes,
      @Description("Bytes that a tenant may keep in files and in batches that have not ended")
          long tenantBytes,
      @Description("Files, and also batches that have not ended, that a tenant may keep")
          int tenantFiles,
      @Description("Lines of batches that this server asks at one time, a tenant at most half")
          int linesAtOnce) {
    public Batches {
      if (fileBytes < 1024 || tenantBytes < fileBytes || tenantFiles < 1 || linesAtOnce < 2) {
        throw new IllegalArgumentException(
            "fileBytes is at least 1024, tenantBytes at least that, tenantFiles at least 1,"
                + " linesAtOnce at least 2");
      }
    }
  }
}
