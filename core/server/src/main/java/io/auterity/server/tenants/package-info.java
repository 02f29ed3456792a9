/** Creation of tenants by the operator of the installation. */
@NullMarked
package io.auterity.server.tenants;

import org.jspecify.annotations.NullMarked;
