for (const link of document.querySelectorAll(".languages a")) link.search = location.search
