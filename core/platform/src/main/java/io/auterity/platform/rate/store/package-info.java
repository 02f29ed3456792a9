/** What servers share of the rates of vendors, in PostgreSQL. */
@NullMarked
package io.auterity.platform.rate.store;

import org.jspecify.annotations.NullMarked;
