package io.auterity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class ConfinedPoolTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final DatabaseLogins logins = db.logins();

  @AfterEach
  void restoreRoles() throws SQLException {
    asAdministrator("alter role auterity_app nobypassrls");
    asAdministrator("revoke auterity_owner from auterity_app");
    asAdministrator("revoke auterity_engine from auterity_app");
    asAdministrator(
        """
        do $$ begin
          if exists (select from pg_roles where rolname = 'another_app') then
            drop owned by another_app;
            drop role another_app;
          end if;
        end $$
        """);
  }

  @Test
  void acceptsTheRolesOfTheProduct() {
    assertThatCode(() -> open(logins)).doesNotThrowAnyException();
  }

  @Test
  void refusesAnOwnerOfTables() {
    DatabaseLogins swapped = new DatabaseLogins(logins.owner(), logins.owner(), logins.engine());

    assertThatThrownBy(() -> open(swapped))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("auterity_owner owns tables");
  }

  @Test
  void refusesAMemberOfTheOwner() throws SQLException {
    asAdministrator("grant auterity_owner to auterity_app");

    assertThatThrownBy(() -> open(logins)).hasMessageContaining("auterity_app owns tables");
  }

  @Test
  void refusesARoleThatBypassesPolicies() throws SQLException {
    asAdministrator("alter role auterity_app bypassrls");

    assertThatThrownBy(() -> open(logins)).hasMessageContaining("has BYPASSRLS");
  }

  @Test
  void refusesASuperuser() {
    DatabaseLogin administrator = TestServer.instance().administrator(logins);

    assertThatThrownBy(
            () -> open(new DatabaseLogins(logins.owner(), administrator, logins.engine())))
        .hasMessageContaining("is a superuser");
  }

  @Test
  void refusesAnAppThatIsTheEngine() throws SQLException {
    asAdministrator("grant auterity_engine to auterity_app");

    assertThatThrownBy(() -> open(logins)).hasMessageContaining("is a member of the engine's role");
  }

  @Test
  void acceptsALoginOfAnotherNameThatIsAMember() throws SQLException {
    asAdministrator("create role another_app login password 'x' in role auterity_app");
    asAdministrator("grant connect on database %s to another_app".formatted(database()));

    assertThatCode(() -> open(anotherApp())).doesNotThrowAnyException();
  }

  @Test
  void refusesALoginThatIsNoMember() throws SQLException {
    asAdministrator("create role another_app login password 'x'");
    asAdministrator("grant connect on database %s to another_app".formatted(database()));

    assertThatThrownBy(() -> open(anotherApp()))
        .hasMessageContaining("another_app is neither auterity_app nor a member of it");
  }

  @Test
  void refusesAWrongPasswordWithoutShowingIt() {
    DatabaseLogin app = logins.app();
    DatabaseLogin wrong = new DatabaseLogin(app.url(), app.user(), "not-the-password");

    assertThatThrownBy(() -> open(new DatabaseLogins(logins.owner(), wrong, logins.engine())))
        .hasMessageContaining("Cannot reach the database as auterity_app")
        .hasMessageContaining("password authentication failed")
        .extracting(Throwable::getMessage)
        .satisfies(message -> assertThat(message).asString().doesNotContain("not-the-password"));
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsWaitedForAWhile() throws SQLException {
    SQLException poolOnly = timedOut(null);
    SQLException driver = timedOut(new SQLException("timed out", "08001"));
    SQLException socket =
        timedOut(new SQLException("failed", "08001", new SocketTimeoutException("timed out")));

    try (Connection connection = ConfinedPool.first(failing(poolOnly, driver, socket, poolOnly))) {
      assertThat(connection.isValid(1)).isTrue();
    }
    assertThatThrownBy(() -> ConfinedPool.first(failing(driver, driver, driver, driver, socket)))
        .isSameAs(socket);
  }

  @Test
  void aDatabaseThatSaysNoIsAskedOnce() {
    SQLException password = timedOut(new SQLException("no such password", "28P01"));
    SQLException nobody =
        timedOut(new SQLException("refused", "08001", new ConnectException("refused")));

    assertThatThrownBy(() -> ConfinedPool.first(failing(password))).isSameAs(password);
    assertThatThrownBy(() -> ConfinedPool.first(failing(nobody))).isSameAs(nobody);
  }

  /** As the pool tells it, with the last failure that it knows of. */
  private static SQLException timedOut(@Nullable SQLException last) {
    return new SQLTransientConnectionException("timed out", last);
  }

  /** Fails in these ways, one after the other, before it gives a connection. */
  private DataSource failing(SQLException... ways) {
    Iterator<SQLException> left = List.of(ways).iterator();
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, _, _) -> {
              if (left.hasNext()) {
                throw left.next();
              }
              return logins.app().connect();
            });
  }

  private DatabaseLogins anotherApp() {
    DatabaseLogin app = new DatabaseLogin(logins.app().url(), "another_app", "x");
    return new DatabaseLogins(logins.owner(), app, logins.engine());
  }

  private String database() {
    String url = logins.app().url();
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static void open(DatabaseLogins logins) {
    Database.open(logins).close();
  }

  private void asAdministrator(String sql) throws SQLException {
    try (Connection connection = TestServer.instance().administrator(logins).connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
