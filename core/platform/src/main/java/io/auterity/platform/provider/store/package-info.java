/** Documents of embedded connectors in PostgreSQL. */
@NullMarked
package io.auterity.platform.provider.store;

import org.jspecify.annotations.NullMarked;
