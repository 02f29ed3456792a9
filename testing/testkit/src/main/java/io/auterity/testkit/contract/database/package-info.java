/** What every connector of a relational database must do. */
@NullMarked
package io.auterity.testkit.contract.database;

import org.jspecify.annotations.NullMarked;
