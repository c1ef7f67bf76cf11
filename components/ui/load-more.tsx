"use client";

import type { ReactNode } from "react";
import { Button } from "./button";

type LoadMoreProps = {
  list: { hasMore: boolean; isLoadingMore: boolean; loadMore: () => void };
  children: ReactNode;
};

/** Under a list: asks for its next page, if there is one. */
export function LoadMore({ list, children }: LoadMoreProps) {
  if (!list.hasMore) return null;
  return (
    <div className="flex justify-center">
      <Button busy={list.isLoadingMore} onClick={list.loadMore}>
        {children}
      </Button>
    </div>
  );
}
