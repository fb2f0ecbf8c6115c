const told = new URLSearchParams(location.search)
const read = (name, longest) => (told.get(name) ?? "").replace(/[\p{C}\p{Z}]+/gu, " ").trim().slice(0, longest)
const shapes = {
  order: (name) => read(name, 40).match(/^[\p{L}\p{N}._-]+$/u)?.[0],
  first_name: (name) => read(name, 40).match(/^[\p{L}\p{M}' .’-]+$/u)?.[0],
  product: (name, by) => {
    const product = read(name, 80), quantity = read(by, 5)
    if (/[/@]|www\./i.test(product)) return ""
    return product && /^[1-9]\d*$/.test(quantity) && quantity !== "1" ? `${quantity} × ${product}` : product
  },
  amount: (name, by) => {
    const amount = read(name, 12), currency = read(by, 3)
    if (!/^\d{1,8}(\.\d{1,3})?$/.test(amount) || !/^[A-Z]{3}$/.test(currency)) return ""
    return new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency }).format(amount)
  },
}
for (const row of document.querySelectorAll("[data-shows]")) {
  const text = shapes[row.dataset.shows](row.dataset.from, row.dataset.by ?? "")
  if (!text) continue
  row.querySelector("bdi").textContent = text
  row.hidden = row.parentElement.parentElement.hidden = false
}
