/** Connectors of relational databases by their JDBC drivers, within rules of their providers. */
@NullMarked
package io.auterity.plugins.database;

import org.jspecify.annotations.NullMarked;
