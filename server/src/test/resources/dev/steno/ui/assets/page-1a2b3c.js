// SPDX-License-Identifier: Apache-2.0
export const page = "page page page page page page page page page page page page page page page page page page";
